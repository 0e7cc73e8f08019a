package dev.amends.internal.drive;

import dev.amends.internal.call.Ended;
import dev.amends.journal.AttemptOutcome;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.StepState;
import dev.amends.journal.Via;
import dev.amends.machine.Conclusion;
import dev.amends.machine.Task;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns the end of a call into a fact. Pure. */
final class Verdicts {
  /**
   * What the end of a call makes true.
   *
   * @param fact to append
   * @param park that the saga parks once nothing is under way, null when it goes on
   */
  record Verdict(Fact fact, Fact.@Nullable Parked park) {}

  private Verdicts() {}

  static Verdict of(
      PlanStep step, StepState state, Task task, Ended ended, Instant now, double random) {
    if (ended instanceof Ended.GaveUnstorable unstorable) {
      return unreadable(step, task, unstorable.failure());
    }
    if (ended instanceof Ended.CouldNotRead unreadable) {
      return unreadable(step, task, unreadable.failure());
    }
    Fact fact =
        switch (task.work()) {
          case CALL -> ofCall(step, state, ended, now, random);
          case PROBE -> ofProbe(step, state, ended, now, random);
          case UNDO, UNDO_UNKNOWN -> ofUndo(step, state, ended, now, random);
        };
    return new Verdict(fact, null);
  }

  /** The effect may be there, but nobody can write down or read what it gave. */
  static Fact unreadable(Fact.Succeeded effect, Failure failure) {
    return effect.via() == Via.PROBE
        ? new Fact.ProbeFailed(effect.step(), failure, null)
        : unreadable(effect.step(), failure);
  }

  private static Fact unreadable(int step, Failure failure) {
    return new Fact.AttemptFailed(step, AttemptOutcome.UNKNOWN, failure, null);
  }

  private static Verdict unreadable(PlanStep step, Task task, Failure failure) {
    Fact.Parked park = new Fact.Parked(ParkReason.PAYLOAD_UNREADABLE, step.index(), failure);
    Fact fact =
        switch (task.work()) {
          case CALL ->
              step.safety() == Safety.TRANSACTION
                  ? new Fact.Failed(step.index(), failure)
                  : unreadable(step.index(), failure);
          case PROBE -> new Fact.ProbeFailed(step.index(), failure, null);
          case UNDO, UNDO_UNKNOWN -> new Fact.UndoFailed(step.index(), failure, null);
        };
    return new Verdict(fact, park);
  }

  private static Fact ofCall(
      PlanStep step, StepState state, Ended ended, Instant now, double random) {
    if (ended instanceof Ended.Gave gave) {
      return new Fact.Succeeded(step.index(), gave.result(), Via.CALL);
    }
    return Conclusion.ofCall(step, state, outcome(ended), now, random);
  }

  private static Fact ofProbe(
      PlanStep step, StepState state, Ended ended, Instant now, double random) {
    if (ended instanceof Ended.Gave gave) {
      return new Fact.Succeeded(step.index(), gave.result(), Via.PROBE);
    }
    if (ended instanceof Ended.SawNothing) {
      return Conclusion.ofAbsence(step, state, now);
    }
    if (ended instanceof Ended.SawStranger stranger) {
      return new Fact.Failed(step.index(), Failure.of("not-ours", stranger.reason()));
    }
    return Conclusion.ofFailedProbe(step, state, failure(ended), now, random);
  }

  private static Fact ofUndo(
      PlanStep step, StepState state, Ended ended, Instant now, double random) {
    if (ended instanceof Ended.Gave) {
      return new Fact.Undone(step.index());
    }
    return Conclusion.ofFailedUndo(step, state, failure(ended), now, random);
  }

  private static Outcome outcome(Ended ended) {
    return ended instanceof Ended.Threw threw
        ? threw.outcome()
        : Outcome.unknown(Failure.of("unexpected", "An action ended as " + ended));
  }

  private static Failure failure(Ended ended) {
    Outcome outcome = outcome(ended);
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.failure();
    }
    if (outcome instanceof Outcome.NotSent notSent) {
      return notSent.failure();
    }
    return outcome instanceof Outcome.Unknown unknown
        ? unknown.failure()
        : Failure.of("unexpected", "A call ended as " + ended);
  }
}
