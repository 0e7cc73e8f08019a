package dev.amends.internal.drive;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.failure;
import static dev.amends.sample.Facts.payload;
import static dev.amends.sample.Facts.t;
import static dev.amends.sample.Facts.turned;
import static dev.amends.sample.Facts.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.internal.call.Ended;
import dev.amends.journal.AttemptOutcome;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.Via;
import dev.amends.machine.Task;
import dev.amends.machine.Task.Work;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the end of each kind of call makes true. */
class VerdictsTest {
  private static final Story SAGA = Story.of(Sample.plan(COMPENSATE, "a: probe"));
  private static final Ended GAVE = new Ended.Gave(payload("x"));
  private static final Failure WHY = failure("why");

  private static Verdicts.Verdict of(Story saga, Work work, Ended ended) {
    return Verdicts.of(
        saga.history().plan().step(A), saga.step(A), new Task(work, A), ended, t(100), 0);
  }

  private static Fact fact(Story saga, Work work, Ended ended) {
    Verdicts.Verdict verdict = of(saga, work, ended);
    assertThat(verdict.park()).as("goes on").isNull();
    return verdict.fact();
  }

  private static Ended threw(Outcome outcome) {
    return new Ended.Threw(outcome);
  }

  @Test
  void takesWhatACallGaveForItsSuccess() {
    assertThat(fact(SAGA, Work.CALL, GAVE))
        .isEqualTo(new Fact.Succeeded(A, payload("x"), Via.CALL));
  }

  @Test
  void takesWhatACallThrewForAFailedAttempt() {
    assertThat(fact(SAGA, Work.CALL, threw(Outcome.rejected(WHY))))
        .isEqualTo(new Fact.AttemptFailed(A, AttemptOutcome.REJECTED, WHY, null));
    assertThat(fact(SAGA, Work.CALL, threw(Outcome.notSent(WHY))))
        .isEqualTo(new Fact.AttemptFailed(A, AttemptOutcome.NOT_SENT, WHY, t(100.2)));
    assertThat(fact(SAGA, Work.CALL, threw(Outcome.unknown(WHY))))
        .isEqualTo(new Fact.AttemptFailed(A, AttemptOutcome.UNKNOWN, WHY, t(100.2)));
  }

  @Test
  void takesACallThatDidNotComeBackInTimeForUnknown() {
    Fact fact = fact(SAGA, Work.CALL, Ended.timedOut(Duration.ofMillis(1_500)));
    assertThat(fact).isInstanceOf(Fact.AttemptFailed.class);
    assertThat(((Fact.AttemptFailed) fact).outcome()).isEqualTo(AttemptOutcome.UNKNOWN);
    assertThat(((Fact.AttemptFailed) fact).failure())
        .isEqualTo(Failure.of("timeout", "No answer within 1500 ms."));
  }

  @Test
  void takesWhatAProbeSawForWhatItIs() {
    Story sent = SAGA.at(95).and(unknown(A, 96));
    assertThat(fact(sent, Work.PROBE, GAVE))
        .isEqualTo(new Fact.Succeeded(A, payload("x"), Via.PROBE));
    assertThat(fact(sent, Work.PROBE, new Ended.SawNothing()))
        .as("not settled yet")
        .isEqualTo(new Fact.ProbedAbsent(A, t(106)));
    Story settled = SAGA.at(80).and(unknown(A, 81));
    assertThat(fact(settled, Work.PROBE, new Ended.SawNothing()))
        .isEqualTo(new Fact.ProbedAbsent(A, null));
    assertThat(fact(sent, Work.PROBE, new Ended.SawStranger("theirs")))
        .isEqualTo(new Fact.Failed(A, Failure.of("not-ours", "theirs")));
  }

  @Test
  void neverTakesAFailingProbeForAbsence() {
    Story sent = SAGA.at(80).and(unknown(A, 81));
    for (Outcome outcome :
        List.of(Outcome.rejected(WHY), Outcome.notSent(WHY), Outcome.unknown(WHY))) {
      assertThat(fact(sent, Work.PROBE, threw(outcome)))
          .isEqualTo(new Fact.ProbeFailed(A, WHY, t(100.2)));
    }
  }

  @Test
  void retriesAFailingUndoWhateverItThrew() {
    Story turned = SAGA.and(unknown(A), turned(A));
    for (Work work : List.of(Work.UNDO, Work.UNDO_UNKNOWN)) {
      assertThat(fact(turned, work, GAVE)).isEqualTo(new Fact.Undone(A));
      for (Outcome outcome :
          List.of(Outcome.rejected(WHY), Outcome.notSent(WHY), Outcome.unknown(WHY))) {
        assertThat(fact(turned, work, threw(outcome)))
            .isEqualTo(new Fact.UndoFailed(A, WHY, t(100.2)));
      }
    }
  }

  @Test
  void parksWhenAResultCannotBeWrittenOrAnInputCannotBeRead() {
    for (Ended ended : List.of(new Ended.GaveUnstorable(WHY), new Ended.CouldNotRead(WHY))) {
      assertParked(of(SAGA, Work.CALL, ended), unknownForGood());
      assertParked(of(SAGA, Work.PROBE, ended), new Fact.ProbeFailed(A, WHY, null));
      assertParked(of(SAGA, Work.UNDO, ended), new Fact.UndoFailed(A, WHY, null));
      assertParked(of(SAGA, Work.UNDO_UNKNOWN, ended), new Fact.UndoFailed(A, WHY, null));
    }
  }

  /** Its transaction is rolled back, so nothing is in doubt. */
  @Test
  void parksALocalStepThatCouldNotReadAsOneThatFailed() {
    Story local = Story.of(Sample.plan(COMPENSATE, "a: local"));
    Verdicts.Verdict verdict = of(local, Work.CALL, new Ended.CouldNotRead(WHY));
    assertParked(verdict, new Fact.Failed(A, WHY));
  }

  private static Fact unknownForGood() {
    return new Fact.AttemptFailed(A, AttemptOutcome.UNKNOWN, WHY, null);
  }

  private static void assertParked(Verdicts.Verdict verdict, Fact fact) {
    assertThat(verdict.fact()).isEqualTo(fact);
    assertThat(verdict.park()).isEqualTo(new Fact.Parked(ParkReason.PAYLOAD_UNREADABLE, A, WHY));
  }

  @Test
  void keepsAnEffectWhoseResultTheStoreRefusesAsADoubt() {
    Fact.Succeeded called = new Fact.Succeeded(A, payload("x"), Via.CALL);
    assertThat(Verdicts.unreadable(called, WHY)).isEqualTo(unknownForGood());
    Fact.Succeeded found = new Fact.Succeeded(A, payload("x"), Via.PROBE);
    assertThat(Verdicts.unreadable(found, WHY)).isEqualTo(new Fact.ProbeFailed(A, WHY, null));
  }
}
