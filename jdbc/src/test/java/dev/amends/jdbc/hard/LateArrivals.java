package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;
import dev.amends.jdbc.hard.Outside.Mood;
import dev.amends.journal.SagaStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T9: calls that never arrive, arrive after their undo, or arrive often. */
@Timeout(90)
abstract class LateArrivals extends HardCells {
  private static final int OFTEN = 10;

  /** Long enough for the test to let the call arrive before. */
  private static final Duration LOOK = Duration.ofMillis(1_500);

  /** The step that it is about. */
  abstract RemoteStep<String, String> call(SagaBuilder<String, String> saga, Steps steps);

  final HardNode failing() {
    outside.next("last", Mood.REJECT);
    HardNode node =
        node(
            HardNode.looking(LOOK),
            (saga, steps) -> {
              call(saga, steps).retry(Steps.PATIENT.attempts(OFTEN + 1));
              steps.idempotent(saga, "last");
            });
    start(node, "k");
    return node;
  }

  @Test
  void theUndoOfACallThatNeverArrivedLeavesNothing() {
    outside.next("call", Collections.nCopies(OFTEN + 1, Mood.LOSE_REQUEST).toArray(Mood[]::new));
    HardNode node = failing();
    settles(node, "k", SagaStatus.COMPENSATED);
    reckon(node);
    assertThat(outside.effects("k", false)).isEmpty();
  }

  @Test
  void aCallAndItsUndoThatAreMadeTenTimesLeaveNothing() {
    outside.next("call", Collections.nCopies(OFTEN, Mood.LOSE_ANSWER).toArray(Mood[]::new));
    outside.next("undo call", Collections.nCopies(OFTEN, Mood.LOSE_ANSWER).toArray(Mood[]::new));
    HardNode node = failing();
    settles(node, "k", SagaStatus.COMPENSATED);
    reckon(node);
    assertThat(outside.effects("k", false)).isEqualTo(List.of("call"));
    assertThat(outside.tokens("call", "k", false)).hasSize(1);
    assertThat(outside.tokens("call", "k", true)).hasSize(1);
    long undos = outside.calls("k").stream().filter(Outside.Call::undo).count();
    assertThat(undos).isGreaterThan(OFTEN);
  }

  /** All that was sent got lost on its way, the saga is undone, and then it arrives. */
  @Test
  void aCallThatArrivesAfterItsUndoLeavesNothing() {
    outside.next("call", Collections.nCopies(OFTEN + 1, Mood.HOLD_BACK).toArray(Mood[]::new));
    HardNode node = failing();
    settles(node, "k", SagaStatus.COMPENSATED);
    outside.deliver();
    int arrived = tombstones() ? 0 : 1;
    assertThat(outside.effects("k", false)).hasSize(arrived);
    eventually("nothing is left", () -> outside.effects("k", true).size() == arrived);
    assertThat(outside.net("call", "k")).isZero();
    reckon(node);
  }
}
