package dev.amends.machine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.absent;
import static dev.amends.sample.Facts.cancelAsked;
import static dev.amends.sample.Facts.found;
import static dev.amends.sample.Facts.notSent;
import static dev.amends.sample.Facts.probeFailed;
import static dev.amends.sample.Facts.resumed;
import static dev.amends.sample.Facts.started;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.t;
import static dev.amends.sample.Facts.undone;
import static dev.amends.sample.Facts.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import dev.amends.journal.SagaStatus;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What ends the way forward from outside: a deadline, 10 s after the start, or a person. */
class DeadlineAndCancelRulesTest {
  private static Story due(Recovery recovery, String... lines) {
    return Story.of(Sample.plan(recovery, lines), started(t(10), null));
  }

  private static Story saga(Recovery recovery, String... lines) {
    return Story.of(Sample.plan(recovery, lines));
  }

  @Tag("deadline")
  @Test
  void beginsNoRemoteCallFromTheDeadlineOn() {
    Story saga = due(COMPENSATE, "a: local", "b: idempotent").and(succeeded(A));
    assertThat(saga.at(9.999).decides()).isEqualTo("call b");
    Story late = saga.at(10);
    assertThat(late.decides()).isEqualTo("Failed b");
    assertThat(late.concluded().history().cause().code()).isEqualTo("deadline");
    assertThat(late.concluded().decides()).isEqualTo("undo a");
  }

  @Tag("deadline")
  @Test
  void stillRunsLocalStepsAfterTheDeadline() {
    Story saga = due(COMPENSATE, "a: local", "b: local").and(succeeded(A)).at(60);
    assertThat(saga.decides()).isEqualTo("call b");
    assertThat(saga.and(succeeded(B)).decides()).isEqualTo("SUCCEEDED");
  }

  @Test
  void countsACallThatComesBackAfterTheDeadline() {
    Story saga = due(COMPENSATE, "a: idempotent");
    assertThat(saga.at(12).underWay(A).decides()).isEqualTo("wait");
    assertThat(saga.at(12).and(succeeded(A)).decides()).isEqualTo("SUCCEEDED");
  }

  @Tag("deadline")
  @Test
  void parksAtTheDeadlineForReprocessingAndRunsWithoutOneAfterAResume() {
    Story saga = due(REPROCESS, "a: idempotent", "b: idempotent").and(succeeded(A)).at(10);
    Story parked = saga.concluded();
    assertThat(saga.decides()).isEqualTo("Failed b");
    assertThat(saga.and(saga.conclusions().get(0)).decides()).isEqualTo("Parked STEP_FAILED b");
    assertThat(parked.and(resumed()).decides()).isEqualTo("call b");
    assertThat(parked.and(resumed()).history().deadline()).isNull();
  }

  @Test
  void turnsRoundAtTheDeadlineAndSettlesWhatIsUnknownAfterwards() {
    Story saga = due(COMPENSATE, "a: local", "b: probe", "c: local").and(succeeded(A));
    Story doubt = saga.at(8).and(unknown(B, 9));
    assertThat(doubt.decides()).isEqualTo("probe b");
    Story late = doubt.at(10);
    assertThat(late.underWay(B).decides()).as("a look is under way").isEqualTo("wait");
    assertThat(late.decides()).isEqualTo("TurnedRound -");
    assertThat(late.concluded().history().cause().code()).isEqualTo("deadline");
    assertThat(late.concluded().decides()).isEqualTo("probe b");
  }

  @Test
  void wakesAtTheDeadlineThoughTheNextAttemptIsLater() {
    Story saga = due(COMPENSATE, "a: idempotent").at(5).and(notSent(A, 30));
    assertThat(saga.decides()).isEqualTo("until 10");
    assertThat(saga.at(10).decides()).isEqualTo("Failed a");
    Story doubt = due(REPROCESS, "a: probe").at(5).and(unknown(A), absent(A, 16));
    assertThat(doubt.decides()).isEqualTo("until 10");
    assertThat(doubt.at(11).decides()).as("a doubt is settled all the same").isEqualTo("until 16");
  }

  @Test
  void keepsProbingAfterTheDeadlineForReprocessingAndParksByWhatItFinds() {
    Story saga = due(REPROCESS, "a: probe", "b: local").at(8).and(unknown(A, 9)).at(20);
    assertThat(saga.decides()).isEqualTo("probe a");
    assertThat(saga.and(found(A)).decides()).isEqualTo("call b");
    assertThat(saga.and(absent(A)).decides()).isEqualTo("Failed a");
    assertThat(saga.and(probeFailed(A)).decides()).isEqualTo("Parked UNKNOWN_OUTCOME a");
  }

  @Test
  void doesNotRepeatAnUnknownIdempotentCallAfterTheDeadline() {
    Story undoing = due(COMPENSATE, "a: idempotent").at(8).and(unknown(A, 9));
    assertThat(undoing.at(9).decides()).isEqualTo("call a");
    assertThat(undoing.at(10).decides()).isEqualTo("TurnedRound a");
    Story reprocessing = due(REPROCESS, "a: idempotent").at(8).and(unknown(A, 9));
    assertThat(reprocessing.at(10).decides()).isEqualTo("Parked UNKNOWN_OUTCOME a");
  }

  @Test
  void goesOnLookingAtTheDeadlineWhenWhatItMayFindCannotBeUndone() {
    Story saga = due(COMPENSATE, "a: idempotent", "b: probe no-undo").and(succeeded(A));
    Story late = saga.at(8).and(unknown(B, 9)).at(20);
    assertThat(late.decides()).isEqualTo("probe b");
    assertThat(late.and(found(B)).decides()).isEqualTo("SUCCEEDED");
    assertThat(late.and(absent(B)).concluded().decides()).isEqualTo("undo a");
  }

  @Test
  void givesUpWaitingForItsExclusiveKeyAtTheDeadline() {
    Story saga =
        Story.of(Sample.plan(COMPENSATE, "seat: exclusive", "a: local"), started(t(10), "seat"));
    assertThat(saga.at(9).decides()).isEqualTo("acquire seat");
    assertThat(saga.at(10).decides()).isEqualTo("TurnedRound -");
    assertThat(saga.at(10).concluded().decides()).isEqualTo("COMPENSATED");
  }

  @Test
  void hasNoDeadlineWhileItCompensates() {
    Story saga = due(COMPENSATE, "a: idempotent", "b: idempotent").and(succeeded(A)).at(10);
    assertThat(saga.concluded().at(4_000).decides()).isEqualTo("undo a");
  }

  @Test
  void turnsRoundWhenAPersonCancelsAlsoForReprocessing() {
    for (Recovery recovery : Recovery.values()) {
      Story saga = saga(recovery, "a: idempotent", "b: idempotent").and(succeeded(A));
      Story cancelled = saga.and(cancelAsked());
      assertThat(cancelled.decides()).isEqualTo("TurnedRound -");
      assertThat(cancelled.concluded().history().cause().code()).isEqualTo("cancelled");
      assertThat(cancelled.concluded().decides()).isEqualTo("undo a");
    }
  }

  @Test
  void waitsForCallsInFlightBeforeACancelTurnsItRound() {
    for (Recovery recovery : Recovery.values()) {
      Story saga = saga(recovery, "a: probe", "b: probe", "g: together a b", "c: local");
      Story cancelled = saga.and(notSent(B, 1)).and(cancelAsked()).at(2);
      assertThat(cancelled.underWay(A).decides()).as("b is due but not begun").isEqualTo("wait");
      assertThat(cancelled.and(succeeded(A)).concluded().decides()).isEqualTo("undo a");
      assertThat(cancelled.and(unknown(A)).concluded().decides()).isEqualTo("probe a");
    }
  }

  @Test
  void goesOnWhenWhatCameBackAfterACancelCannotBeUndone() {
    Story saga = saga(REPROCESS, "a: idempotent no-undo", "b: local").and(cancelAsked());
    Story after = saga.underWay(A).and(succeeded(A)).underWay();
    assertThat(after.decides()).isEqualTo("CancelRefused");
    assertThat(after.concluded().decides()).isEqualTo("call b");
  }

  @Test
  void settlesADoubtBeforeACancelWhenWhatItMayFindCannotBeUndone() {
    Story saga = saga(REPROCESS, "a: idempotent", "b: probe no-undo").and(succeeded(A));
    Story cancelled = saga.and(unknown(B, 1)).and(cancelAsked()).at(20);
    assertThat(cancelled.decides()).isEqualTo("probe b");
    assertThat(cancelled.and(absent(B)).decides()).isEqualTo("TurnedRound -");
    assertThat(cancelled.and(found(B)).decides()).isEqualTo("CancelRefused");
    assertThat(cancelled.and(found(B)).concluded().decides()).isEqualTo("SUCCEEDED");
  }

  @Test
  void cancelsASagaThatStillWaitsForItsExclusiveKey() {
    Story saga =
        Story.of(
            Sample.plan(REPROCESS, "seat: exclusive", "a: local no-undo"), started(null, "seat"));
    Story cancelled = saga.and(cancelAsked()).concluded();
    assertThat(cancelled.history().status()).isEqualTo(SagaStatus.COMPENSATING);
    assertThat(cancelled.decides()).isEqualTo("COMPENSATED");
  }

  @Test
  void saysWhetherEverythingThatHappenedCanBeUndone() {
    Story saga = saga(REPROCESS, "a: idempotent", "b: idempotent no-undo", "c: local stays");
    assertThat(Machine.canTurnRound(saga.history())).isTrue();
    assertThat(Machine.canTurnRound(saga.and(succeeded(A)).history())).isTrue();
    Story past = saga.and(succeeded(A), succeeded(B));
    assertThat(Machine.canTurnRound(past.history())).isFalse();
    Story stays = saga(REPROCESS, "a: local stays", "b: local").and(succeeded(A));
    assertThat(Machine.canTurnRound(stays.history())).isTrue();
    assertThat(stays.and(cancelAsked()).concluded().decides()).isEqualTo("COMPENSATED");
    assertThat(saga.and(succeeded(A), cancelAsked()).concluded().and(undone(A)).decides())
        .isEqualTo("COMPENSATED");
  }
}
