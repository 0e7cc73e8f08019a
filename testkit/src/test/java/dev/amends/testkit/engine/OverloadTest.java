package dev.amends.testkit.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.amends.error.OverloadedException;
import dev.amends.journal.SagaStatus;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** More sagas than a node can drive. */
class OverloadTest extends Cluster {
  private final Gate gate = new Gate();
  private final AtomicInteger started = new AtomicInteger();

  /** Starts sagas until one is refused. */
  private OverloadedException fill(Node node) {
    try {
      while (started.get() < 2_000) {
        start(node, "k" + started.get());
        started.incrementAndGet();
      }
    } catch (OverloadedException full) {
      return full;
    }
    throw new AssertionError("none of " + started + " starts is refused");
  }

  @Test
  void refusesFurtherStartsOnceVeryManyWaitAndTakesThemAgainLater() {
    Node node =
        node(
            Node.settings(ofSeconds(5), ofSeconds(2), 16, 10),
            saga -> saga.remote("call", run -> gate.pass()).idempotent().nothingToUndo());
    OverloadedException refused = fill(node);
    assertThat(started.get()).as("in memory and waiting").isGreaterThanOrEqualTo(1_008);
    assertThat(refused.retryAfter()).isBetween(ofSeconds(1), ofSeconds(60));
    assertThat(store.find(Script.TYPE, "k" + started)).as("nothing is written").isEmpty();

    OverloadedException alsoInline =
        catchThrowableOfType(
            OverloadedException.class,
            () -> node.amends.sagas().run(Script.class, "refused", "input", ofMillis(10)));
    assertThat(alsoInline.code()).isEqualTo("saga.overloaded");

    gate.open();
    for (int i = 0; i < started.get(); i += 50) {
      settles("k" + i, SagaStatus.SUCCEEDED);
    }
    eventually(() -> node.amends.query().countUnfinished().values().stream().allMatch(n -> n == 0));
    eventually(() -> takes(node));
    settles("later", SagaStatus.SUCCEEDED);
  }

  private static boolean takes(Node node) {
    try {
      start(node, "later");
      return true;
    } catch (OverloadedException notYet) {
      return false;
    }
  }
}
