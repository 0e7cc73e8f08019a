package dev.amends.machine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.C;
import static dev.amends.sample.Facts.absent;
import static dev.amends.sample.Facts.crashed;
import static dev.amends.sample.Facts.failed;
import static dev.amends.sample.Facts.intended;
import static dev.amends.sample.Facts.notSent;
import static dev.amends.sample.Facts.parked;
import static dev.amends.sample.Facts.rejected;
import static dev.amends.sample.Facts.released;
import static dev.amends.sample.Facts.resumed;
import static dev.amends.sample.Facts.started;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.t;
import static dev.amends.sample.Facts.turned;
import static dev.amends.sample.Facts.undone;
import static dev.amends.sample.Facts.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an adopter may still believe of the calls that its predecessor was making. */
class AdoptionRulesTest {
  private static Story saga(String... lines) {
    return Story.of(Sample.plan(COMPENSATE, lines));
  }

  @Tag("C1")
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "local, call a",
    "read-only, call a",
    "idempotent, call a",
    "probe, probe a",
    "probe-all, probe a",
    "at-most-once, call a",
  })
  void takesARecoveredStepForUnknownAndNotForReady(String step, String decides) {
    Story saga = saga("a: " + step).at(30).and(crashed(25));
    assertThat(saga.decides()).isEqualTo(decides);
    boolean mayHaveHappened =
        !step.equals("local") && !step.equals("read-only") && !step.equals("at-most-once");
    assertThat(saga.step(A).unknown()).isEqualTo(mayHaveHappened);
  }

  @Test
  void neverRepeatsAnAtMostOnceCallWhoseIntentIsOnRecord() {
    Story saga = saga("a: at-most-once").and(intended(A));
    assertThat(saga.decides()).isEqualTo("call a");
    assertThat(saga.and(crashed(25)).decides()).isEqualTo("Parked UNKNOWN_OUTCOME a");
    assertThat(saga.and(notSent(A, 1)).at(2).and(crashed(25)).decides())
        .as("after a known failure a new intent comes first")
        .isEqualTo("call a");
  }

  @Tag("adoption")
  @Test
  void countsACrashAsAnAttempt() {
    Story saga = saga("a: idempotent");
    for (int crash = 1; crash <= 3; crash++) {
      saga = saga.and(crashed(25));
      assertThat(saga.step(A).attempts()).isEqualTo(crash);
      assertThat(saga.decides()).isEqualTo("call a");
    }
    assertThat(saga.and(crashed(25)).decides()).isEqualTo("TurnedRound a");
    Story local = saga("a: local").and(crashed(1), crashed(1), crashed(1), crashed(1));
    assertThat(local.decides()).as("rolled back, and used up").isEqualTo("Failed a");
    assertThat(local.concluded().history().cause().code()).isEqualTo("node-lost");
  }

  @Test
  void countsNoAttemptWhenASagaWasGivenBackInGoodOrder() {
    Story saga = saga("a: probe").and(released());
    assertThat(saga.step(A).attempts()).isZero();
    assertThat(saga.decides()).isEqualTo("call a");
  }

  @Tag("adoption")
  @Test
  void takesForUnknownOnlyWhatWasEnabledAndUnfinished() {
    Story saga =
        saga("a: probe", "b: probe", "c: probe", "g: together b c", "d: probe")
            .and(succeeded(A))
            .and(succeeded(B));
    Story adopted = saga.and(crashed(25));
    assertThat(adopted.step(A).unknown()).isFalse();
    assertThat(adopted.step(B).unknown()).isFalse();
    assertThat(adopted.step(C).unknown()).isTrue();
    assertThat(adopted.step(3).unknown()).isFalse();
    assertThat(adopted.decides()).isEqualTo("probe c");
  }

  @Test
  void leavesAFailedSiblingFailed() {
    Story saga = saga("a: probe", "b: probe", "g: together a b", "c: local").and(failed(A));
    Story adopted = saga.and(crashed(25));
    assertThat(adopted.step(A).unknown()).isFalse();
    assertThat(adopted.decides()).isEqualTo("TurnedRound a");
  }

  @Test
  void enablesNothingBeforeItsExclusiveKeyIsHeld() {
    Story saga =
        Story.of(Sample.plan(COMPENSATE, "seat: exclusive", "a: probe"), started(null, "seat"));
    Story adopted = saga.and(crashed(25));
    assertThat(adopted.step(A).unknown()).isFalse();
    assertThat(adopted.decides()).isEqualTo("acquire seat");
    assertThat(adopted.and(new Fact.Acquired()).decides()).isEqualTo("call a");
  }

  @Test
  void forgetsADueTimeForLookingButNotTheDoubt() {
    Story saga = saga("a: probe").and(unknown(A, 1)).and(absent(A, 11));
    assertThat(saga.at(5).and(crashed(4)).decides())
        .as("the request may have left again since")
        .isEqualTo("probe a");
  }

  @Test
  void countsAbsenceFromTheEndOfTheFormerLease() {
    Story adopted = saga("a: probe").at(30).and(crashed(25));
    var step = adopted.history().plan().step(A);
    Duration settle = Sample.CALL_TIMEOUT.plusSeconds(1);
    assertThat(step.policies().settle()).isEqualTo(settle);
    assertThat(adopted.step(A).left()).isEqualTo(t(25));
    assertThat(Conclusion.ofAbsence(step, adopted.step(A), t(35.999)).due()).isEqualTo(t(36));
    assertThat(Conclusion.ofAbsence(step, adopted.step(A), t(36)).due()).isNull();
  }

  @Tag("settle")
  @Test
  void countsAbsenceFromTheLastMomentThatAnyAttemptMayHaveLeft() {
    Story saga = saga("a: probe").at(40).and(unknown(A, 41));
    assertThat(saga.at(45).and(crashed(25)).step(A).left()).isEqualTo(t(40));
    assertThat(saga.at(60).and(crashed(50)).step(A).left()).isEqualTo(t(50));
  }

  @Test
  void treatsADefiniteAnswerAfterACrashAsProvingNothing() {
    Story adopted = saga("a: idempotent").and(crashed(25));
    assertThat(adopted.and(rejected(A)).decides()).isEqualTo("TurnedRound a");
    assertThat(adopted.and(succeeded(A)).decides()).isEqualTo("SUCCEEDED");
  }

  @Test
  void goesOnUndoingAfterACrash() {
    Story saga = saga("a: idempotent", "b: idempotent", "c: local");
    Story undoing = saga.and(succeeded(A), succeeded(B), failed(C), turned(C));
    Story adopted = undoing.and(undone(B)).and(crashed(25));
    assertThat(adopted.decides()).isEqualTo("undo a");
    assertThat(adopted.step(C).unknown()).isFalse();
  }

  @Tag("A12")
  @Test
  void parksASagaThatKillsNodeAfterNode() {
    Story saga = Story.of(Sample.plan(REPROCESS, "a: probe"));
    for (int crash = 1; crash < Machine.CRASH_LOOP; crash++) {
      saga = saga.and(crashed(crash));
      assertThat(saga.decides()).as("after %d", crash).isEqualTo("probe a");
    }
    assertThat(Machine.CRASH_LOOP).isEqualTo(5);
    assertThat(saga.and(crashed(5)).decides()).isEqualTo("Parked CRASH_LOOP -");
  }

  @Test
  void startsCountingCrashesAnewAfterAnyOtherFact() {
    Story four = saga("a: probe").and(crashed(1), crashed(2), crashed(3), crashed(4));
    assertThat(four.and(absent(A, 20)).and(crashed(5)).decides()).isEqualTo("probe a");
    assertThat(four.and(released()).and(crashed(5)).decides())
        .as("a hand-over in good order is neither a crash nor progress")
        .isEqualTo("Parked CRASH_LOOP -");
    assertThat(four.and(released()).decides()).isEqualTo("probe a");
  }

  @Test
  void parksACompensationThatKillsNodeAfterNodeAndGoesOnWhenResumed() {
    Story saga = saga("a: idempotent", "b: local").and(succeeded(A)).and(failed(B), turned(B));
    Story looped = saga.and(crashed(1), crashed(2), crashed(3), crashed(4), crashed(5));
    assertThat(looped.decides()).isEqualTo("Parked CRASH_LOOP -");
    assertThat(looped.concluded().and(resumed()).decides()).isEqualTo("undo a");
  }

  @Test
  void changesNothingAboutAParkedSaga() {
    Story parked = saga("a: probe").and(parked(ParkReason.HISTORY_GAP, -1));
    assertThat(parked.and(crashed(25)).step(A).unknown()).isFalse();
    assertThat(parked.and(crashed(25)).decides()).isEqualTo("rest");
  }
}
