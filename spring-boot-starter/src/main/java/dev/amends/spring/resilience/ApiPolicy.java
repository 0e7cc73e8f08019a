package dev.amends.spring.resilience;

import java.time.Duration;

/**
 * How calls of one API are protected on this node.
 *
 * @param breaker whether there is a circuit breaker
 * @param failureRate percentage of failures among the last calls that opens the circuit
 * @param window how many calls are looked at
 * @param minimumCalls how many calls there must be before the rate counts
 * @param open how long an open circuit refuses calls
 * @param halfOpenCalls how many calls are let through to find out whether the API works again
 * @param bulkhead whether concurrent calls are limited
 * @param maxConcurrent calls under way at once
 * @param maxWait how long a call waits for its turn, at most for what its attempt has left
 */
public record ApiPolicy(
    boolean breaker,
    float failureRate,
    int window,
    int minimumCalls,
    Duration open,
    int halfOpenCalls,
    boolean bulkhead,
    int maxConcurrent,
    Duration maxWait) {
  /**
   * A breaker that opens for 10 s when half of the last 20 calls failed, at least 10 of them seen,
   * and lets 2 calls through then; a bulkhead of 50 calls that wait for at most 1 s.
   */
  public static final ApiPolicy DEFAULT =
      new ApiPolicy(true, 50, 20, 10, Duration.ofSeconds(10), 2, true, 50, Duration.ofSeconds(1));

  public ApiPolicy {
    require(failureRate > 0 && failureRate <= 100, "failure-rate must be above 0, at most 100");
    require(window >= 1 && window <= 10_000, "window must be 1 to 10,000 calls");
    require(minimumCalls >= 1 && minimumCalls <= window, "minimum-calls must be 1 to window");
    require(open.toMillis() >= 1, "open must be at least 1 ms");
    require(halfOpenCalls >= 1, "half-open-calls must be at least 1");
    require(maxConcurrent >= 1, "max-concurrent must be at least 1");
    require(!maxWait.isNegative(), "max-wait must not be negative");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
