package dev.amends.machine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.C;
import static dev.amends.sample.Facts.crashed;
import static dev.amends.sample.Facts.failed;
import static dev.amends.sample.Facts.left;
import static dev.amends.sample.Facts.rejected;
import static dev.amends.sample.Facts.resumed;
import static dev.amends.sample.Facts.started;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.t;
import static dev.amends.sample.Facts.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import dev.amends.journal.StepStatus;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Steps that are taken only if their condition holds (D3, D4). */
class ConditionRulesTest {
  private static Story saga(Recovery recovery, String... lines) {
    return Story.of(Sample.plan(recovery, lines));
  }

  @Tag("D3")
  @Test
  void theVerdictIsOnRecordBeforeTheCallAndIsNotAskedAgain() {
    Story saga = saga(COMPENSATE, "a: probe when", "b: local");
    assertThat(saga.decides()).isEqualTo("ask a");
    Story taken = saga.and(taken(A));
    assertThat(taken.decides()).isEqualTo("call a");
    assertThat(taken.and(crashed(0)).decides()).as("a call may have left").isEqualTo("probe a");
    assertThat(saga.and(left(A)).decides()).isEqualTo("call b");
    assertThat(saga.and(left(A)).statuses())
        .containsExactly(StepStatus.SKIPPED, StepStatus.RUNNING);
  }

  @Test
  void nothingWasCalledBeforeTheVerdict() {
    Story saga = saga(COMPENSATE, "a: probe when", "b: local").and(crashed(0));
    assertThat(saga.step(A).unknown()).isFalse();
    assertThat(saga.decides()).isEqualTo("ask a");
  }

  @Test
  void aGroupIsAskedAsAWhole() {
    Story saga =
        saga(COMPENSATE, "a: probe when", "b: probe", "c: probe when", "g: together a b c");
    assertThat(saga.decides()).isEqualTo("ask a c");
    assertThat(saga.and(taken(A), left(C)).decides()).isEqualTo("call a, call b");
  }

  @Test
  void whatWasLeftOutIsNotCompensated() {
    Story saga = saga(COMPENSATE, "a: probe", "b: probe when", "c: probe");
    Story back = saga.and(succeeded(A), left(B), rejected(C)).concluded();
    assertThat(back.decides()).isEqualTo("undo a");
  }

  @Test
  void oneThatCannotTellFailsItsStepAndIsAskedAgainAfterAResume() {
    Story saga = saga(REPROCESS, "a: probe when", "b: local").and(failed(A));
    assertThat(saga.decides()).isEqualTo("Parked STEP_FAILED a");
    assertThat(saga.concluded().and(resumed()).decides()).isEqualTo("ask a");
  }

  @Test
  void aVerdictOutlivesAResume() {
    Story saga = saga(REPROCESS, "a: probe when", "b: local").and(taken(A), rejected(A));
    assertThat(saga.concluded().and(resumed()).decides()).isEqualTo("call a");
  }

  @Test
  void itIsAskedEvenPastTheDeadline() {
    Story late =
        Story.of(Sample.plan(REPROCESS, "a: probe when", "b: local"), started(t(5), null)).at(6);
    assertThat(late.decides()).isEqualTo("ask a");
    assertThat(late.and(left(A)).decides()).isEqualTo("call b");
    assertThat(late.and(taken(A)).decides()).isEqualTo("Failed a");
  }
}
