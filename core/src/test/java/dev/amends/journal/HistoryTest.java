package dev.amends.journal;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.journal.ParkReason.STEP_FAILED;
import static dev.amends.journal.StepStatus.COMPENSATED;
import static dev.amends.journal.StepStatus.COMPENSATION_FAILED;
import static dev.amends.journal.StepStatus.FAILED;
import static dev.amends.journal.StepStatus.READY;
import static dev.amends.journal.StepStatus.RUNNING;
import static dev.amends.journal.StepStatus.SKIPPED;
import static dev.amends.journal.StepStatus.SUCCESS;
import static dev.amends.journal.StepStatus.UNKNOWN;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.KIM;
import static dev.amends.sample.Facts.absent;
import static dev.amends.sample.Facts.cancelAsked;
import static dev.amends.sample.Facts.crashed;
import static dev.amends.sample.Facts.ended;
import static dev.amends.sample.Facts.failed;
import static dev.amends.sample.Facts.failure;
import static dev.amends.sample.Facts.found;
import static dev.amends.sample.Facts.inputEdited;
import static dev.amends.sample.Facts.intended;
import static dev.amends.sample.Facts.markedDone;
import static dev.amends.sample.Facts.notSent;
import static dev.amends.sample.Facts.parked;
import static dev.amends.sample.Facts.payload;
import static dev.amends.sample.Facts.rejected;
import static dev.amends.sample.Facts.released;
import static dev.amends.sample.Facts.resumed;
import static dev.amends.sample.Facts.skipped;
import static dev.amends.sample.Facts.started;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.t;
import static dev.amends.sample.Facts.turned;
import static dev.amends.sample.Facts.undoFailed;
import static dev.amends.sample.Facts.undone;
import static dev.amends.sample.Facts.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.plan.Plan;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Plan PLAN = Sample.plan(COMPENSATE, "a: probe", "b: idempotent");

  private static JournalEntry entry(int position, Fact... facts) {
    return new JournalEntry(position, 1, position, t(position), List.of(facts));
  }

  @Tag("position")
  @Test
  void takesPositionsWithoutHolesOnly() {
    History history = History.of(PLAN).plus(entry(1, started()));
    for (int wrong : List.of(-1, 0, 1, 3, 4)) {
      assertThatThrownBy(() -> history.plus(entry(wrong, succeeded(A))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("position " + wrong);
    }
    assertThat(history.plus(entry(2, succeeded(A))).position()).isEqualTo(2);
    List<JournalEntry> hole = List.of(entry(1, started()), entry(3, succeeded(A)));
    assertThatThrownBy(() -> History.of(PLAN, hole)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leavesTheHistoryThatItIsAddedToAsItWas() {
    History before = Story.of(PLAN).history();
    StepState step = before.step(A);
    History after = before.plus(entry(2, unknown(A, 5), cancelAsked()));
    assertThat(after.step(A).unknown()).isTrue();
    assertThat(step.unknown()).isFalse();
    assertThat(before.step(A)).isSameAs(step);
    assertThat(before.position()).isEqualTo(1);
    assertThat(before.cancelAsked()).isFalse();
    History other = before.plus(entry(2, succeeded(A)));
    assertThat(other.step(A).unknown()).as("two ways from one place").isFalse();
    assertThatThrownBy(() -> before.plus(entry(2, succeeded(A), undone(A))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(before.step(A)).isSameAs(step);
  }

  @Test
  void readsAWholeJournalAsItGrewEntryByEntry() {
    Story story = Story.of(PLAN).at(2).and(unknown(A, 5)).at(6).and(found(A)).at(7).and(failed(B));
    List<JournalEntry> entries =
        List.of(
            new JournalEntry(1, 1, 1, t(0), List.of(started())),
            new JournalEntry(2, 1, 2, t(2), List.of(unknown(A, 5))),
            new JournalEntry(3, 1, 3, t(6), List.of(found(A))),
            new JournalEntry(4, 1, 4, t(7), List.of(failed(B))));
    History whole = History.of(PLAN, entries);
    assertThat(whole).usingRecursiveComparison().isEqualTo(story.history());
  }

  @Test
  void refusesAFactAboutAStepThatThePlanDoesNotHave() {
    for (int step : List.of(2, -1, Integer.MAX_VALUE)) {
      assertThatThrownBy(() -> Story.of(PLAN).and(succeeded(step)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("step");
    }
  }

  @Test
  void knowsWhatTheStartSaid() {
    History history =
        Story.of(Sample.plan(COMPENSATE, "seat: exclusive", "a: local"), started(t(9), "seat"))
            .history();
    assertThat(history.status()).isEqualTo(SagaStatus.RUNNING);
    assertThat(history.input()).isEqualTo(payload("input"));
    assertThat(history.context()).isEqualTo(Map.of("trace", "1"));
    assertThat(history.deadline()).isEqualTo(t(9));
    assertThat(history.exclusive()).isEqualTo("seat");
    assertThat(history.acquired()).isFalse();
    assertThat(history.plus(entry(2, new Fact.Acquired())).acquired()).isTrue();
    assertThat(history.startedAt()).isEqualTo(t(0));
    assertThat(Story.of(PLAN).history().acquired()).as("needs none").isTrue();
  }

  @Tag("D5")
  @Test
  void showsStepsAsReadyBeforeTheyAreEnabledAndAsRunningAfterwards() {
    Plan group =
        Sample.plan(COMPENSATE, "a: probe", "b: probe", "c: probe", "g: together b c", "d: local");
    Story saga = Story.of(group);
    assertThat(saga.statuses()).containsExactly(RUNNING, READY, READY, READY);
    assertThat(saga.and(unknown(A)).statuses()).as("being settled").startsWith(RUNNING);
    assertThat(saga.and(succeeded(A)).statuses()).containsExactly(SUCCESS, RUNNING, RUNNING, READY);
    assertThat(saga.and(succeeded(A), succeeded(B)).statuses())
        .containsExactly(SUCCESS, SUCCESS, RUNNING, READY);
    Plan exclusive = Sample.plan(COMPENSATE, "seat: exclusive", "a: local");
    assertThat(Story.of(exclusive, started(null, "seat")).statuses()).containsExactly(READY);
  }

  @Test
  void showsWhatBecameOfStepsWhenASagaStopped() {
    Story parked = Story.of(PLAN).and(succeeded(A), failed(B), parked(STEP_FAILED, B));
    assertThat(parked.statuses()).containsExactly(SUCCESS, FAILED);
    Story early = Story.of(PLAN).and(failed(A), parked(STEP_FAILED, A));
    assertThat(early.statuses()).containsExactly(FAILED, READY);
    Story doubt = Story.of(PLAN).and(unknown(A), parked(ParkReason.UNKNOWN_OUTCOME, A));
    assertThat(doubt.statuses()).containsExactly(UNKNOWN, READY);
    assertThat(doubt.and(skipped(A)).statuses()).containsExactly(SKIPPED, RUNNING);
    assertThat(doubt.and(markedDone(A)).statuses()).containsExactly(SUCCESS, RUNNING);
  }

  @Test
  void showsWhatBecameOfStepsWhileTheyAreUndone() {
    Story turned = Story.of(PLAN).and(succeeded(A), unknown(B), turned(B));
    assertThat(turned.statuses()).containsExactly(SUCCESS, UNKNOWN);
    assertThat(turned.and(undone(B)).statuses()).containsExactly(SUCCESS, COMPENSATED);
    assertThat(turned.and(absent(B)).statuses()).containsExactly(SUCCESS, READY);
    assertThat(turned.and(undoFailed(B, 3)).statuses()).as("still trying").endsWith(UNKNOWN);
    Story stuck = turned.and(undoFailed(B));
    assertThat(stuck.statuses()).containsExactly(SUCCESS, COMPENSATION_FAILED);
    Story failed = Story.of(PLAN).and(succeeded(A), failed(B), turned(B), undone(A));
    assertThat(failed.and(ended(SagaStatus.COMPENSATED)).statuses())
        .containsExactly(COMPENSATED, FAILED);
  }

  @Test
  void startsANewGenerationWhenADefiniteFailureIsResumed() {
    Story parked =
        Story.of(PLAN)
            .and(succeeded(A), notSent(B, 1), rejected(B), failed(B))
            .and(parked(STEP_FAILED, B));
    StepState again = parked.and(resumed()).step(B);
    assertThat(again.generation()).isEqualTo(2);
    assertThat(again.phase()).isEqualTo(StepState.Phase.OPEN);
    assertThat(again.attempts()).isZero();
    assertThat(again.exhausted()).isFalse();
    assertThat(again.firstFailure()).isNull();
    assertThat(again.calls()).as("of all generations").isEqualTo(2);
    assertThat(again.updatedBy()).isEqualTo(KIM);
    assertThat(parked.and(resumed()).step(A).generation()).isEqualTo(1);
    assertThat(parked.and(resumed()).history().parkReason()).isNull();
  }

  @Test
  void asksForANewIntentInANewGeneration() {
    Story once = Story.of(Sample.plan(REPROCESS, "a: at-most-once")).and(intended(A));
    Story failed = once.and(rejected(A), failed(A), parked(STEP_FAILED, A));
    assertThat(once.step(A).intended()).isTrue();
    assertThat(failed.and(resumed()).step(A).intended()).isFalse();
  }

  @Test
  void keepsTheGenerationWhileAnythingIsUnknown() {
    Story doubt = Story.of(PLAN).and(unknown(A), parked(ParkReason.UNKNOWN_OUTCOME, A));
    StepState again = doubt.and(resumed()).step(A);
    assertThat(again.unknown()).isTrue();
    assertThat(again.generation()).isEqualTo(1);
    assertThat(again.probeExhausted()).isFalse();
    assertThat(again.left()).as("absence still has to settle").isEqualTo(doubt.step(A).left());
  }

  @Test
  void takesAStepMarkedDoneForSucceededForwardAndForUndoneBackward() {
    Story doubt = Story.of(PLAN).and(unknown(A), parked(ParkReason.UNKNOWN_OUTCOME, A));
    StepState forward = doubt.and(markedDone(A)).step(A);
    assertThat(forward.phase()).isEqualTo(StepState.Phase.SUCCEEDED);
    assertThat(forward.result()).isEqualTo(payload("by hand"));
    assertThat(forward.unknown()).isFalse();
    assertThat(forward.updatedBy()).isEqualTo(KIM);
    Story stuck = Story.of(PLAN).and(succeeded(A), failed(B), turned(B), undoFailed(A));
    Story backward = stuck.and(parked(ParkReason.COMPENSATION_FAILED, A)).and(markedDone(A));
    assertThat(backward.step(A).undoing()).isEqualTo(StepState.Undoing.DONE);
    assertThat(backward.step(A).result()).as("of the call").isEqualTo(payload("result"));
    assertThat(backward.history().status()).isEqualTo(SagaStatus.COMPENSATING);
  }

  @Test
  void keepsTheDoubtOfAStepSkippedForwardAndTakesItForSettledBackward() {
    Story doubt = Story.of(PLAN).and(unknown(A), parked(ParkReason.UNKNOWN_OUTCOME, A));
    StepState forward = doubt.and(skipped(A)).step(A);
    assertThat(forward.phase()).isEqualTo(StepState.Phase.SKIPPED);
    assertThat(forward.unknown()).isTrue();
    assertThat(forward.undoing()).isEqualTo(StepState.Undoing.OPEN);
    Story turned = Story.of(PLAN).and(unknown(A), turned(A));
    Story backward = turned.and(parked(ParkReason.UNKNOWN_OUTCOME, A)).and(skipped(A));
    assertThat(backward.step(A).unknown()).isFalse();
    assertThat(backward.step(A).undoing()).isEqualTo(StepState.Undoing.DONE);
    assertThat(backward.statuses()).startsWith(SKIPPED);
  }

  @Test
  void remembersWhyItTurnedRoundAlsoWhenItParksOnTheWay() {
    Story turned = Story.of(PLAN).and(succeeded(A), failed(B), turned(B), undoFailed(A));
    Story parked = turned.and(parked(ParkReason.COMPENSATION_FAILED, A));
    assertThat(parked.history().causeStep()).isEqualTo(B);
    assertThat(parked.history().cause()).isEqualTo(failure("turned"));
    assertThat(parked.history().parkReason()).isEqualTo(ParkReason.COMPENSATION_FAILED);
    Story forward = Story.of(PLAN).and(failed(A), parked(STEP_FAILED, A));
    assertThat(forward.history().cause()).isEqualTo(failure("parked"));
  }

  @Test
  void countsHowOftenItHasChangedHands() {
    Story saga = Story.of(PLAN).and(released()).and(crashed(3)).and(crashed(4));
    assertThat(saga.history().adoptions()).isEqualTo(3);
    assertThat(saga.history().crashesInARow()).isEqualTo(2);
    assertThat(saga.and(found(A)).history().crashesInARow()).isZero();
  }

  @Test
  void forgetsACancelOnceItHasTurnedRoundAndTheDeadlineOnceResumed() {
    Story cancelled = Story.of(PLAN, started(t(9), null)).and(cancelAsked());
    assertThat(cancelled.history().cancelAsked()).isTrue();
    assertThat(cancelled.and(turned(-1)).history().cancelAsked()).isFalse();
    Story edited = Story.of(PLAN).and(failed(A), parked(STEP_FAILED, A)).and(inputEdited());
    assertThat(edited.history().input()).isEqualTo(payload("better"));
  }
}
