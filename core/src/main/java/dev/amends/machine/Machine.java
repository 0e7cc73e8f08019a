package dev.amends.machine;

import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.outcome.Failure;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import dev.amends.plan.StepKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides what a saga does next. A function of its arguments alone, without clock, randomness,
 * input or output: the same history, calls under way and time always give the same decision.
 */
public final class Machine {
  /** Adoptions after crashes, with nothing else in between, that park a saga. */
  public static final int CRASH_LOOP = 5;

  private Machine() {}

  /**
   * The next decision.
   *
   * @param history what is on record
   * @param underWay indexes of the steps whose code is being executed for this saga right now
   * @param now database time
   */
  public static Decision decide(History history, Set<Integer> underWay, Instant now) {
    SagaStatus status = history.status();
    if (status.ended() || status == SagaStatus.PARKED) {
      return new Decision.Rest();
    }
    if (history.crashesInARow() >= CRASH_LOOP) {
      Failure failure =
          Failure.of(
              "crash-loop",
              "%d nodes in a row died while driving this saga.".formatted(history.crashesInARow()));
      return append(new Fact.Parked(ParkReason.CRASH_LOOP, -1, failure));
    }
    if (status == SagaStatus.COMPENSATING) {
      return new Backward(history, underWay, now).decide();
    }
    return new Forward(history, underWay, now).decide();
  }

  /** Whether everything that happened so far, and what may still turn out, can be undone. */
  public static boolean canTurnRound(History history) {
    for (PlanStep step : history.plan().steps()) {
      StepState state = history.step(step.index());
      boolean inDoubt = state.phase() == StepState.Phase.OPEN && state.unknown();
      boolean mayBeFound = inDoubt && step.safety().probed() && !step.undoable() && !step.mayStay();
      boolean child = state.phase() == StepState.Phase.OPEN && state.child() != null;
      boolean mayStand = child && (step.pivot() || (!step.undoable() && !step.mayStay()));
      if (isFinal(step, state) || mayBeFound || mayStand || (inDoubt && step.pivot())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the point of no return is passed: the pivot, or an effect that nothing undoes. */
  static boolean pastReturn(History history) {
    for (PlanStep step : history.plan().steps()) {
      if (isFinal(step, history.step(step.index()))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the pivot is passed; a skipped one is. */
  public static boolean pastPivot(History history) {
    for (PlanStep step : history.plan().steps()) {
      if (step.pivot() && history.step(step.index()).passed()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFinal(PlanStep step, StepState state) {
    if (step.pivot()) {
      return state.passed();
    }
    boolean happened = state.phase() == StepState.Phase.SUCCEEDED;
    return happened && !step.undoable() && !step.mayStay();
  }

  /**
   * Whether a person has vouched for the success of a step that another saga did not do: there is
   * none that could undo it, so that turning round needs a person again.
   */
  public static boolean vouchedFor(PlanStep step, StepState state) {
    boolean byChild = step.kind() == StepKind.CHILD && !step.ownUndo() && !step.mayStay();
    return byChild && state.phase() == StepState.Phase.SUCCEEDED && state.child() == null;
  }

  static Decision append(Fact... facts) {
    return new Decision.Append(List.of(facts));
  }

  /** Steps that may still get an effect, or have one too many, after the saga has ended. */
  static List<Integer> looks(History history, SagaStatus end) {
    List<Integer> looks = new ArrayList<>();
    for (PlanStep step : history.plan().steps()) {
      StepState state = history.step(step.index());
      if (step.safety().probed() && worthALook(step, state, end)) {
        looks.add(step.index());
      }
    }
    return looks;
  }

  /**
   * A natural key holds one effect at most, so a step that succeeded needs no look; a list may show
   * more than one.
   */
  private static boolean worthALook(PlanStep step, StepState state, SagaStatus end) {
    if (end == SagaStatus.COMPENSATED) {
      return !step.mayStay() && (state.lateEffectPossible() || state.retriedAfterAbsence());
    }
    boolean several = state.retriedAfterAbsence() || state.calls() > 1;
    return step.safety() == Safety.PROBE_ALL
        && state.phase() == StepState.Phase.SUCCEEDED
        && several;
  }
}
