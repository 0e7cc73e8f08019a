package dev.amends.machine;

import dev.amends.definition.Retry;
import dev.amends.journal.AttemptOutcome;
import dev.amends.journal.Fact;
import dev.amends.journal.StepState;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a call makes true. Policies are read here, once: the time of the next attempt, or
 * that there is none, becomes a fact. Pure like {@link Machine}; randomness comes in as a number in
 * [0, 1).
 */
public final class Conclusion {
  /** The other side's wish for a later attempt is honoured up to this. */
  public static final Duration LONGEST_WISH = Duration.ofMinutes(15);

  private Conclusion() {}

  /** The fact that a call which did not succeed makes. */
  public static Fact.AttemptFailed ofCall(
      PlanStep step, StepState state, Outcome outcome, Instant now, double random) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return new Fact.AttemptFailed(
          step.index(), AttemptOutcome.REJECTED, rejected.failure(), null);
    }
    if (outcome instanceof Outcome.NotSent notSent) {
      Instant due = due(step, state, notSent.after(), now, random);
      return new Fact.AttemptFailed(step.index(), AttemptOutcome.NOT_SENT, notSent.failure(), due);
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      boolean harmless = step.safety() == Safety.READ_ONLY || step.safety() == Safety.TRANSACTION;
      Instant due = due(step, state, unknown.after(), now, random);
      return new Fact.AttemptFailed(
          step.index(),
          harmless ? AttemptOutcome.NOT_SENT : AttemptOutcome.UNKNOWN,
          unknown.failure(),
          due);
    }
    throw new IllegalArgumentException("A success is no failed attempt");
  }

  private static @Nullable Instant due(
      PlanStep step, StepState state, @Nullable Duration wish, Instant now, double random) {
    return next(
        step.policies().retry(),
        state.attempts() + 1,
        state.firstFailure(),
        bounded(wish),
        now,
        random);
  }

  private static Duration bounded(@Nullable Duration wish) {
    if (wish == null || wish.isNegative()) {
      return Duration.ZERO;
    }
    return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
  }

  private static @Nullable Instant next(
      Retry retry,
      int failures,
      @Nullable Instant firstFailure,
      Duration atLeast,
      Instant now,
      double random) {
    if (failures >= retry.attempts()) {
      return null;
    }
    Duration wait = retry.waitAfter(failures, random);
    Instant due = now.plus(wait.compareTo(atLeast) < 0 ? atLeast : wait);
    Instant last = (firstFailure == null ? now : firstFailure).plus(retry.within());
    return due.isAfter(last) ? null : due;
  }

  /** The fact that a probe which saw nothing makes: absence counts once the call has settled. */
  public static Fact.ProbedAbsent ofAbsence(PlanStep step, StepState state, Instant now) {
    Instant left = state.left();
    Instant settled = left == null ? now : left.plus(step.policies().settle());
    return new Fact.ProbedAbsent(step.index(), settled.isAfter(now) ? settled : null);
  }

  /** The fact that a probe which could not tell makes. */
  public static Fact.ProbeFailed ofFailedProbe(
      PlanStep step, StepState state, Failure failure, Instant now, double random) {
    Instant due =
        next(
            step.policies().probing(),
            state.probeFailures() + 1,
            state.firstProbeFailure(),
            Duration.ZERO,
            now,
            random);
    return new Fact.ProbeFailed(step.index(), failure, due);
  }

  /** The fact that a failed undo makes. */
  public static Fact.UndoFailed ofFailedUndo(
      PlanStep step, StepState state, Failure failure, Instant now, double random) {
    Instant due =
        next(
            step.policies().undoing(),
            state.undoFailures() + 1,
            state.firstUndoFailure(),
            Duration.ZERO,
            now,
            random);
    return new Fact.UndoFailed(step.index(), failure, due);
  }
}
