package dev.amends.machine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.C;
import static dev.amends.sample.Facts.absent;
import static dev.amends.sample.Facts.cancelAsked;
import static dev.amends.sample.Facts.left;
import static dev.amends.sample.Facts.probeFailed;
import static dev.amends.sample.Facts.rejected;
import static dev.amends.sample.Facts.started;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.t;
import static dev.amends.sample.Facts.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The point of no return (G1 to G4). */
class PivotRulesTest {
  private static final String[] BOOKING = {"a: probe", "b: probe pivot no-undo", "c: probe"};

  private static Story saga(Recovery recovery, String... lines) {
    return Story.of(Sample.plan(recovery, lines));
  }

  private static Story until(double deadline) {
    return Story.of(Sample.plan(COMPENSATE, BOOKING), started(t(deadline), null));
  }

  @Test
  void beforeItAFailureIsCompensated() {
    Story saga = saga(COMPENSATE, BOOKING).and(succeeded(A), rejected(B)).concluded();
    assertThat(saga.decides()).isEqualTo("undo a");
  }

  @Tag("G2")
  @ParameterizedTest
  @EnumSource(Recovery.class)
  void afterItAFailureParks(Recovery recovery) {
    Story saga = saga(recovery, BOOKING).and(succeeded(A), succeeded(B), rejected(C));
    assertThat(saga.decides()).isEqualTo("Failed c");
    assertThat(saga.and(saga.conclusions().get(0)).decides()).isEqualTo("Parked STEP_FAILED c");
    assertThat(Machine.canTurnRound(saga.history())).isFalse();
  }

  @Tag("G2")
  @Test
  void itsLostAnswerIsSettledOrParkedAndNeverCompensated() {
    Story lost = saga(COMPENSATE, BOOKING).and(succeeded(A), unknown(B));
    assertThat(lost.decides()).isEqualTo("probe b");
    assertThat(Machine.canTurnRound(lost.history())).isFalse();
    assertThat(lost.and(probeFailed(B)).decides()).isEqualTo("Parked UNKNOWN_OUTCOME b");
    assertThat(lost.and(absent(B)).concluded().decides()).isEqualTo("undo a");
    Story same = saga(COMPENSATE, "a: probe", "b: idempotent pivot", "c: local");
    Story again = same.and(succeeded(A), unknown(B, 1)).at(2);
    assertThat(again.decides()).isEqualTo("call b");
    assertThat(again.and(unknown(B)).decides()).isEqualTo("Parked UNKNOWN_OUTCOME b");
  }

  @Test
  void aDeadlineCountsOnlyBeforeIt() {
    assertThat(until(5).and(succeeded(A)).at(6).concluded().decides()).isEqualTo("undo a");
    Story passed = until(5).and(succeeded(A), succeeded(B)).at(6);
    assertThat(passed.decides()).isEqualTo("call c");
    Story lost = until(5).and(succeeded(A), unknown(B)).at(6);
    assertThat(lost.decides()).as("settled, whatever the deadline").isEqualTo("probe b");
    Story same =
        Story.of(
            Sample.plan(COMPENSATE, "a: probe", "b: idempotent pivot", "c: local"),
            started(t(5), null));
    assertThat(same.and(succeeded(A), unknown(B, 1)).at(6).decides()).isEqualTo("call b");
  }

  @Tag("G3")
  @Test
  void aCancelWaitsForItsOutcomeAndIsRefusedAfterIt() {
    Story underWay = saga(COMPENSATE, BOOKING).and(succeeded(A)).and(cancelAsked()).underWay(B);
    assertThat(underWay.decides()).isEqualTo("wait");
    Story passed = underWay.and(succeeded(B)).underWay();
    assertThat(passed.conclusions()).hasSize(1);
    assertThat(passed.concluded().history().cancelAsked()).isFalse();
    assertThat(passed.concluded().decides()).isEqualTo("call c");
    assertThat(underWay.and(rejected(B)).underWay().concluded().decides()).isEqualTo("undo a");
    Story lost = underWay.and(unknown(B)).underWay();
    assertThat(lost.decides()).isEqualTo("probe b");
    assertThat(lost.and(absent(B)).concluded().decides()).isEqualTo("undo a");
  }

  @Tag("G1")
  @Test
  void aSkippedOneIsPassed() {
    Story saga = saga(REPROCESS, "a: probe", "b: probe pivot when", "c: probe");
    assertThat(saga.and(succeeded(A)).decides()).isEqualTo("ask b");
    Story skipped = saga.and(succeeded(A)).and(left(B));
    assertThat(skipped.decides()).isEqualTo("call c");
    assertThat(Machine.canTurnRound(skipped.history())).isFalse();
  }
}
