package dev.amends.testkit.contract;

import static org.awaitility.Awaitility.await;

import dev.amends.spi.Leases.Node;
import dev.amends.spi.SagaStore;
import java.time.Duration;
import java.time.Instant;

/** Waits until the database's clock has passed the end of a lease. */
final class Expiry {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private Expiry() {}

  /** Waits for the end of the lease; returns it. */
  static Instant awaitEnd(SagaStore store, long incarnation) {
    Instant end = node(store, incarnation).leaseEnd();
    await()
        .atMost(BOUND)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> store.now().isAfter(end));
    return end;
  }

  /** Waits for the end of the lease and takes the node's right away; returns that end. */
  static Instant bury(SagaStore store, long by, long incarnation) {
    Instant end = awaitEnd(store, incarnation);
    store.leases().buryExpired(by);
    return end;
  }

  static Node node(SagaStore store, long incarnation) {
    return store.leases().nodes(1_000).stream()
        .filter(node -> node.incarnation() == incarnation)
        .findFirst()
        .orElseThrow();
  }
}
