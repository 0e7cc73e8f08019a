package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.Signal;
import dev.amends.definition.SagaBuilder;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.query.SagaSummary;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * T10, J1: no node knows a saga's type any more, because its definition was deleted, renamed, or
 * belongs to an application that is not running. It stays as it is and can be seen; a node that has
 * the definition finishes it.
 */
@Timeout(90)
class LostDefinitionTest extends HardCells {
  private static final Duration WITHIN = Duration.ofSeconds(60);

  @Test
  void sagasOfATypeThatNobodyKnowsWaitAndCanBeSeen() {
    HardNode before = node(LostDefinitionTest::waits);
    start(before, "k");
    eventually("it waits", () -> tables.booked("k", "row") == 1);
    before.amends.stop(Duration.ofSeconds(2));
    HardNode old = nodeOf(steps -> new Sale.Before(Sale.Reader.OUTPUT, steps));
    Sale.Order order = new Sale.Order("o", Sale.Color.RED, "a note");
    assertThat(old.amends.sagas().start(Sale.Before.class, "o", order).created()).isTrue();
    eventually("it waits too", () -> tables.booked("o", "row") == 1);
    for (String table : List.of("amends_saga", "amends_live")) {
      tables.execute("UPDATE %s SET plan_hash = 'older' WHERE type = 'sale'".formatted(table));
    }
    // What it does about the strays of its own definition shows that it has looked for strays.
    eventually("its own stray is parked", () -> !parked(old).isEmpty());

    SagaView waiting = view(old, "k");
    assertThat(waiting.status()).isEqualTo(SagaStatus.RUNNING);
    assertThat(waiting.input()).isEqualTo("\"input\"");
    assertThat(waiting.steps())
        .extracting(StepView::name)
        .containsExactly("call", "row", "paid", "last");
    assertThat(waiting.steps().get(1).status()).isEqualTo(StepStatus.SUCCESS);
    assertThat(old.amends.query().list(Script.TYPE, SagaStatus.RUNNING, null, null, 10).items())
        .extracting(SagaSummary::key)
        .containsExactly("k");

    HardNode again = node(LostDefinitionTest::waits);
    again.amends.sagas().signal(Script.class, "k", Signal.of("paid", "p-1"));
    settles(again, "k", SagaStatus.SUCCEEDED);
    reckon(again);
  }

  private static List<SagaSummary> parked(HardNode node) {
    return node.amends.query().list(Sale.TYPE, SagaStatus.PARKED, null, null, 10).items();
  }

  private static void waits(SagaBuilder<String, String> saga, Steps steps) {
    steps.idempotent(saga, "call");
    steps.local(saga, "row");
    saga.await("paid", String.class, WITHIN);
    steps.idempotent(saga, "last");
  }
}
