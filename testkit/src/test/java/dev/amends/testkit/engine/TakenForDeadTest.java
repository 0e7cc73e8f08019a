package dev.amends.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.error.StoreUnavailableException;
import dev.amends.journal.Fact;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Leases.NodeState;
import dev.amends.testkit.store.StoreOperation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that was taken for dead and goes on as another incarnation. */
class TakenForDeadTest extends Cluster {
  @Tag("C4")
  @Test
  void commitsNoLocalStepThatItBeganAsAnotherIncarnation() {
    CountDownLatch open = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Node node =
        node(
            saga -> {
              probed(saga, "first");
              saga.local(
                  "row",
                  run -> {
                    if (runs.incrementAndGet() == 1) {
                      open.await();
                    }
                  });
            });
    node(new Part(saga -> idempotent(saga, "other")));
    start(node, "k");
    eventually(() -> runs.get() == 1);
    long before = node.amends.health().incarnation();
    node.before =
        operation -> {
          if (operation == StoreOperation.RENEW) {
            throw new StoreUnavailableException("no renewal now");
          }
        };
    eventually(() -> isDead(before));
    node.before = operation -> {};
    eventually(() -> node.amends.health().incarnation() != before);
    open.countDown();
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(runs).hasValue(2);
    assertThat(facts("k", Fact.Adopted.class)).hasSize(1);
  }

  private boolean isDead(long incarnation) {
    return store.leases().nodes(10).stream()
        .anyMatch(node -> node.incarnation() == incarnation && node.state() == NodeState.DEAD);
  }
}
