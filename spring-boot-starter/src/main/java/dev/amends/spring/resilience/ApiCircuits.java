package dev.amends.spring.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * The circuit breakers of this node's APIs, kept in a registry of Resilience4j under {@code
 * amends/<api>}, where its metrics find them. Safe for many threads.
 */
public final class ApiCircuits {
  private static final String PREFIX = "amends/";

  /** Wait for those who come while a half-open circuit is already being tried. */
  private static final Duration WHILE_TRIED = Duration.ofSeconds(1);

  private final CircuitBreakerRegistry registry;
  private final ConcurrentMap<String, Circuit> circuits = new ConcurrentHashMap<>();

  public ApiCircuits(CircuitBreakerRegistry registry) {
    this.registry = registry;
  }

  Circuit of(String name, ApiPolicy policy) {
    return circuits.computeIfAbsent(
        name,
        key -> new Circuit(registry.circuitBreaker(PREFIX + key, config(policy)), policy.open()));
  }

  Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    circuits.forEach((name, circuit) -> states.put(name, circuit.state()));
    return states;
  }

  private static CircuitBreakerConfig config(ApiPolicy policy) {
    return CircuitBreakerConfig.custom()
        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
        .slidingWindowSize(policy.window())
        .minimumNumberOfCalls(policy.minimumCalls())
        .failureRateThreshold(policy.failureRate())
        .waitDurationInOpenState(policy.open())
        .permittedNumberOfCallsInHalfOpenState(policy.halfOpenCalls())
        // A trial call whose saga was dropped must not keep the circuit half open for ever.
        .maxWaitDurationInHalfOpenState(policy.open().multipliedBy(6))
        .build();
  }

  /** One circuit. */
  static final class Circuit {
    private final CircuitBreaker breaker;
    private final Duration open;
    private volatile long openedAt;

    Circuit(CircuitBreaker breaker, Duration open) {
      this.breaker = breaker;
      this.open = open;
      breaker
          .getEventPublisher()
          .onStateTransition(
              event -> {
                if (event.getStateTransition().getToState() == State.OPEN) {
                  openedAt = System.nanoTime();
                }
              });
    }

    boolean tryEnter() {
      return breaker.tryAcquirePermission();
    }

    void left(long nanos, boolean failed) {
      if (failed) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new ApiCallFailedException());
      } else {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      }
    }

    /** How long it is useless to come back. */
    Duration remaining() {
      if (breaker.getState() != State.OPEN) {
        return WHILE_TRIED;
      }
      Duration left = open.minusNanos(System.nanoTime() - openedAt);
      return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    String state() {
      return breaker.getState().name();
    }
  }

  /** What the breaker is told instead of the call's own exception, which it has no use for. */
  private static final class ApiCallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ApiCallFailedException() {
      super("The call failed", null, false, false);
    }
  }
}
