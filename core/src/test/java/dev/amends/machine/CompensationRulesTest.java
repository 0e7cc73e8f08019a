package dev.amends.machine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.C;
import static dev.amends.sample.Facts.D;
import static dev.amends.sample.Facts.absent;
import static dev.amends.sample.Facts.compensationOrdered;
import static dev.amends.sample.Facts.failed;
import static dev.amends.sample.Facts.found;
import static dev.amends.sample.Facts.markedDone;
import static dev.amends.sample.Facts.parked;
import static dev.amends.sample.Facts.probeFailed;
import static dev.amends.sample.Facts.resumed;
import static dev.amends.sample.Facts.skipped;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.turned;
import static dev.amends.sample.Facts.undoFailed;
import static dev.amends.sample.Facts.undone;
import static dev.amends.sample.Facts.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Undoing: what, in which order, and when it stops for a person. */
class CompensationRulesTest {
  private static Story saga(String... lines) {
    return Story.of(Sample.plan(COMPENSATE, lines));
  }

  /** Everything but the last step, which failed, has succeeded. */
  private static Story sequence() {
    return saga("a: local", "b: probe", "c: idempotent", "d: idempotent")
        .and(succeeded(A), succeeded(B), succeeded(C))
        .and(failed(D), turned(D));
  }

  @Tag("D2")
  @Test
  void undoesASequenceInStrictReverse() {
    Story saga = sequence();
    assertThat(saga.decides()).isEqualTo("undo c");
    assertThat(saga.underWay(C).decides()).isEqualTo("wait");
    assertThat(saga.and(undone(C)).decides()).isEqualTo("undo b");
    assertThat(saga.and(undone(C)).and(undone(B)).decides()).isEqualTo("undo a");
    assertThat(saga.and(undone(C)).and(undone(B)).and(undone(A)).decides())
        .isEqualTo("COMPENSATED");
  }

  @Test
  void waitsForTheNextUndoWithoutTouchingWhatIsInFront() {
    Story saga = sequence().at(1).and(undoFailed(C, 6));
    assertThat(saga.decides()).isEqualTo("until 6");
    assertThat(saga.at(6).decides()).isEqualTo("undo c");
  }

  @Tag("compensation")
  @Test
  void stopsTheChainAndWhatIsInFrontWhenAnUndoIsUsedUp() {
    Story saga = sequence().and(undone(C)).and(undoFailed(B));
    assertThat(saga.decides()).isEqualTo("Parked COMPENSATION_FAILED b");
    assertThat(saga.concluded().history().parkReason()).isEqualTo(ParkReason.COMPENSATION_FAILED);
  }

  @Tag("compensation")
  @Test
  void undoesTheBranchesOfAGroupIndependentlyBeforeWhatIsInFront() {
    Story saga =
        saga("a: local", "b: probe", "c: probe", "g: together b c", "d: idempotent")
            .and(succeeded(A))
            .and(succeeded(B), succeeded(C))
            .and(failed(D), turned(D));
    assertThat(saga.decides()).isEqualTo("undo b, undo c");
    assertThat(saga.and(undone(B)).underWay(C).decides()).as("a waits for c").isEqualTo("wait");
    Story blocked = saga.and(undoFailed(B));
    assertThat(blocked.decides()).as("the other branch goes on").isEqualTo("undo c");
    assertThat(blocked.and(undoFailed(C, 9)).at(8).decides()).isEqualTo("until 9");
    assertThat(blocked.and(undone(C)).decides()).isEqualTo("Parked COMPENSATION_FAILED b");
    assertThat(saga.and(undone(B), undone(C)).decides()).isEqualTo("undo a");
  }

  @Test
  void passesOverWhatHasNoEffectOrMayKeepIt() {
    Story saga =
        saga("a: read-only", "b: local stays", "c: idempotent stays", "d: probe")
            .and(succeeded(A), succeeded(B), succeeded(C))
            .and(failed(D), turned(D));
    assertThat(saga.decides()).isEqualTo("COMPENSATED");
  }

  @Test
  void passesOverAnUnknownEffectThatMayStay() {
    Story saga = saga("a: local", "b: idempotent stays", "c: local").and(succeeded(A));
    assertThat(saga.and(unknown(B), turned(B)).decides()).isEqualTo("undo a");
  }

  @Test
  void settlesAnUnknownStepByItsProbeBeforeAnythingInFrontIsUndone() {
    Story saga = saga("a: local", "b: probe", "c: local").and(succeeded(A));
    Story unsettled = saga.at(1).and(unknown(B, 2), turned(B));
    assertThat(unsettled.decides()).isEqualTo("probe b");
    assertThat(unsettled.and(absent(B, 12)).at(3).decides()).isEqualTo("until 12");
    assertThat(unsettled.and(absent(B)).decides()).isEqualTo("undo a");
    assertThat(unsettled.and(found(B)).decides()).isEqualTo("undo b");
    assertThat(unsettled.and(failed(B)).decides()).as("a stranger's").isEqualTo("undo a");
  }

  @Test
  void undoesAnUnknownStepWithoutProbeByItsKeyAlone() {
    Story idempotent = saga("a: local", "b: idempotent", "c: local").and(succeeded(A));
    assertThat(idempotent.and(unknown(B), turned(B)).at(60).decides()).isEqualTo("undo-unknown b");
    Story once = saga("a: local", "b: at-most-once undo-unknown", "c: local").and(succeeded(A));
    assertThat(once.and(unknown(B), turned(B)).at(60).decides()).isEqualTo("undo-unknown b");
    assertThat(once.and(unknown(B), turned(B), undone(B)).decides()).isEqualTo("undo a");
  }

  @Test
  void undoesAnUnknownStepByItsKeyWhenItsProbeCannotTell() {
    Story saga = saga("a: local", "b: probe undo-unknown", "c: local").and(succeeded(A));
    Story blind = saga.and(unknown(B), turned(B), probeFailed(B)).at(60);
    assertThat(blind.decides()).isEqualTo("undo-unknown b");
    assertThat(blind.and(undoFailed(B, 69)).decides()).isEqualTo("until 69");
    assertThat(blind.and(undoFailed(B)).decides()).isEqualTo("Parked COMPENSATION_FAILED b");
    assertThat(blind.and(undone(B), undone(A)).decides()).isEqualTo("COMPENSATED; look at b");
  }

  @Test
  void undoesAKnownEffectByItsKeyWhereThatIsTheOnlyWay() {
    Story saga =
        Story.of(
            Sample.plan(
                steps -> {
                  steps.remote("a", run -> {}).idempotent().compensateUnknown(run -> {});
                  steps.local("b", run -> {});
                }));
    assertThat(saga.and(succeeded(A), failed(B), turned(B)).decides()).isEqualTo("undo-unknown a");
  }

  @Test
  void leavesAnEffectThatMayStayThoughItHasAnUndo() {
    Story saga =
        Story.of(
            Sample.plan(
                steps -> {
                  steps.local("a", run -> {}).compensate((run, done) -> {}).nothingToUndo();
                  steps.local("b", run -> {});
                }));
    assertThat(saga.and(succeeded(A), failed(B), turned(B)).decides()).isEqualTo("COMPENSATED");
  }

  @Test
  void parksForAnUnknownStepThatCanNeitherBeSettledNorUndone() {
    Story saga = saga("a: local", "b: probe", "c: local").and(succeeded(A));
    Story blind = saga.and(unknown(B), turned(B), probeFailed(B));
    assertThat(blind.decides()).isEqualTo("Parked UNKNOWN_OUTCOME b");
    assertThat(blind.concluded().and(resumed()).decides()).isEqualTo("probe b");
    assertThat(blind.concluded().and(compensationOrdered()).decides()).isEqualTo("probe b");
    Story once = saga("a: local", "b: at-most-once", "c: local").and(succeeded(A));
    assertThat(once.and(unknown(B), turned(B)).decides()).isEqualTo("Parked UNKNOWN_OUTCOME b");
  }

  @Tag("compensation")
  @Test
  void neverTurnsForwardAgainWhenAPersonResumes() {
    Story stuck = sequence().and(undone(C)).and(undoFailed(B)).concluded();
    Story resumed = stuck.and(resumed());
    assertThat(resumed.history().status()).isEqualTo(SagaStatus.COMPENSATING);
    assertThat(resumed.decides()).as("the undo is tried anew").isEqualTo("undo b");
    assertThat(resumed.step(B).undoFailures()).isZero();
    assertThat(stuck.and(compensationOrdered()).decides()).isEqualTo("undo b");
    assertThat(stuck.and(markedDone(B)).decides()).isEqualTo("undo a");
    assertThat(stuck.and(skipped(B)).decides()).isEqualTo("undo a");
  }

  @Tag("late-look")
  @Test
  void looksOnceMoreForWhatMayComeAfterItsUndo() {
    Story saga = saga("a: probe", "b: probe", "c: local");
    Story undone = saga.and(unknown(A), absent(A), succeeded(A)).and(unknown(B), turned(B));
    assertThat(undone.and(absent(B), undone(A)).decides()).isEqualTo("COMPENSATED; look at a b");
    Story certain = saga.and(succeeded(A), failed(B), turned(B), undone(A));
    assertThat(certain.decides()).isEqualTo("COMPENSATED");
  }

  @Test
  void doesNotLookForEffectsThatMayStayOrThatNoProbeFinds() {
    Story saga = saga("a: probe stays", "b: idempotent", "c: local");
    Story undone = saga.and(unknown(A), absent(A), succeeded(A)).and(unknown(B), turned(B));
    assertThat(undone.and(undone(B)).decides()).isEqualTo("COMPENSATED");
  }

  @Test
  void compensatesAParkedSagaOnAPersonsOrder() {
    Story parked =
        saga("a: local", "b: probe", "c: local")
            .and(succeeded(A))
            .and(unknown(B, 1))
            .and(probeFailed(B))
            .concluded();
    assertThat(parked.history().parkReason()).isEqualTo(ParkReason.UNKNOWN_OUTCOME);
    Story ordered = parked.and(compensationOrdered());
    assertThat(ordered.decides()).as("what is unknown is looked at anew").isEqualTo("probe b");
    assertThat(ordered.and(absent(B)).decides()).isEqualTo("undo a");
  }

  @Test
  void leavesADoubtBehindWhenAPersonSkipsAnUnknownStep() {
    Story parked = saga("a: probe", "b: local").and(unknown(A, 1)).and(probeFailed(A)).concluded();
    Story skipped = parked.and(skipped(A));
    assertThat(skipped.decides()).isEqualTo("call b");
    Story back = skipped.and(failed(B)).concluded();
    assertThat(back.decides()).as("it may have happened").isEqualTo("probe a");
    assertThat(back.and(found(A)).decides()).isEqualTo("undo a");
  }

  @Test
  void leavesAloneWhatAPersonSkippedAfterADefiniteFailure() {
    Story saga = saga("a: probe", "b: probe", "c: local").and(succeeded(A)).and(failed(B));
    Story skipped = saga.and(parked(ParkReason.STEP_FAILED, B)).and(skipped(B));
    assertThat(skipped.and(failed(C)).concluded().decides()).isEqualTo("undo a");
  }
}
