package dev.amends.spring.resilience;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The bulkheads of this node's APIs, kept in a registry of Resilience4j under {@code amends/<api>}.
 * Safe for many threads.
 */
public final class ApiBulkheads {
  private static final String PREFIX = "amends/";

  private final BulkheadRegistry registry;
  private final ConcurrentMap<String, Bulkhead> bulkheads = new ConcurrentHashMap<>();

  public ApiBulkheads(BulkheadRegistry registry) {
    this.registry = registry;
  }

  /**
   * Takes a place, waiting for it if need be.
   *
   * @param timeLeft what the attempt has left; a call that waited for all of it would be pointless
   * @return false when there was none in time
   */
  boolean enter(String api, ApiPolicy policy, Duration timeLeft) {
    Bulkhead bulkhead =
        bulkheads.computeIfAbsent(api, name -> registry.bulkhead(PREFIX + name, config(policy)));
    if (timeLeft.compareTo(policy.maxWait()) <= 0) {
      return bulkhead.getMetrics().getAvailableConcurrentCalls() > 0
          && bulkhead.tryAcquirePermission();
    }
    return bulkhead.tryAcquirePermission();
  }

  void leave(String api) {
    Bulkhead bulkhead = bulkheads.get(api);
    if (bulkhead != null) {
      bulkhead.onComplete();
    }
  }

  private static BulkheadConfig config(ApiPolicy policy) {
    return BulkheadConfig.custom()
        .maxConcurrentCalls(policy.maxConcurrent())
        .maxWaitDuration(policy.maxWait())
        .build();
  }
}
