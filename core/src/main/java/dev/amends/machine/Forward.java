package dev.amends.machine;

import dev.amends.definition.Recovery;
import dev.amends.journal.Actor;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.machine.Task.Work;
import dev.amends.outcome.Failure;
import dev.amends.plan.PlanNode;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import dev.amends.plan.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides for a saga that goes forward. */
final class Forward {
  private final History history;
  private final Set<Integer> underWay;
  private final Instant now;
  private final boolean pastPivot;
  private final boolean late;
  private final boolean cancelled;
  private final Agenda agenda = new Agenda();
  private final List<Fact> conclusions = new ArrayList<>();
  private final List<Integer> unasked = new ArrayList<>();
  private final List<PlanStep> failed = new ArrayList<>();
  private final List<PlanStep> stuck = new ArrayList<>();

  Forward(History history, Set<Integer> underWay, Instant now) {
    this.history = history;
    this.underWay = underWay;
    this.now = now;
    Instant deadline = history.deadline();
    this.pastPivot = Machine.pastPivot(history);
    this.late = deadline != null && !now.isBefore(deadline) && !pastPivot;
    this.cancelled = history.cancelAsked() && Machine.canTurnRound(history);
  }

  Decision decide() {
    if (history.cancelAsked() && Machine.pastReturn(history)) {
      return Machine.append(new Fact.CancelRefused(Actor.ENGINE, "The saga can't be undone."));
    }
    if (cancelled && underWay.isEmpty()) {
      return turnRound(-1, Failure.of("cancelled", "A person cancelled the saga."));
    }
    String key = history.exclusive();
    if (key != null && !history.acquired()) {
      return late ? turnRound(-1, deadlinePassed()) : new Decision.Acquire(key);
    }
    PlanNode node = history.currentNode();
    if (node == null) {
      return new Decision.Finish(
          SagaStatus.SUCCEEDED, Machine.looks(history, SagaStatus.SUCCEEDED));
    }
    for (PlanStep step : node.steps()) {
      consider(step, history.step(step.index()));
    }
    if (!conclusions.isEmpty()) {
      return new Decision.Append(conclusions);
    }
    if (!unasked.isEmpty()) {
      return new Decision.Ask(unasked);
    }
    return compensates() ? stopAtFirstFailure() : letSiblingsFinish();
  }

  private void consider(PlanStep step, StepState state) {
    if (underWay.contains(step.index())) {
      agenda.busy = true;
    } else if (state.passed()) {
      return;
    } else if (state.phase() == StepState.Phase.FAILED) {
      failed.add(step);
    } else if (state.unknown()) {
      considerUnknown(step, state);
    } else if (state.child() != null) {
      agenda.waits = true;
    } else {
      considerReady(step, state);
    }
  }

  private void considerReady(PlanStep step, StepState state) {
    if (usedUp(step, state)) {
      Failure failure = state.failure();
      conclusions.add(new Fact.Failed(step.index(), failure == null ? deadlinePassed() : failure));
    } else if (step.each() || (step.conditional() && !state.taken())) {
      unasked.add(step.index());
    } else if (late && step.kind() != StepKind.LOCAL) {
      conclusions.add(new Fact.Failed(step.index(), deadlinePassed()));
    } else if (step.kind() == StepKind.CHILD) {
      agenda.births.add(step.index());
    } else {
      planCall(step, state);
    }
  }

  private void planCall(PlanStep step, StepState state) {
    agenda.plan(new Task(Work.CALL, step.index()), due(step, state), now);
  }

  /** What a signal's step does when its time has run out is to look for it once more. */
  private static @Nullable Instant due(PlanStep step, StepState state) {
    Duration within = step.policies().within();
    Instant since = state.since();
    return within == null || since == null ? state.due() : since.plus(within);
  }

  private static boolean usedUp(PlanStep step, StepState state) {
    return state.exhausted() || state.attempts() >= step.policies().retry().attempts();
  }

  /** Only a look, or the same call again where that counts once, clears a doubt. */
  private void considerUnknown(PlanStep step, StepState state) {
    if (step.safety().probed()) {
      if (state.probeExhausted()) {
        stuck.add(step);
      } else {
        agenda.doubt = true;
        agenda.plan(new Task(Work.PROBE, step.index()), state.probeDue(), now);
      }
    } else if (repeatable(step) && !usedUp(step, state) && (!late || step.pivot())) {
      planCall(step, state);
    } else {
      stuck.add(step);
    }
  }

  /** A read whose answer could not be stored is on record as unknown too. */
  private static boolean repeatable(PlanStep step) {
    return step.safety() == Safety.IDEMPOTENT || step.safety() == Safety.READ_ONLY;
  }

  private boolean compensates() {
    return (history.plan().recovery() == Recovery.COMPENSATE && !pastPivot) || cancelled;
  }

  private Decision stopAtFirstFailure() {
    PlanStep unsettled = null;
    PlanStep cause = first(failed);
    for (PlanStep step : stuck) {
      if (mayTurnRound(step)) {
        cause = earlier(cause, step);
      } else if (unsettled == null) {
        unsettled = step;
      }
    }
    boolean doubtPastDeadline = late && agenda.doubt && Machine.canTurnRound(history);
    if (cause == null && unsettled == null && !doubtPastDeadline) {
      return cancelled ? agenda.waitForCalls() : go();
    }
    if (agenda.busy) {
      return agenda.waitForCalls();
    }
    if (cause != null) {
      return turnRound(cause.index(), causeOf(cause));
    }
    if (unsettled != null) {
      return park(unsettled, ParkReason.UNKNOWN_OUTCOME);
    }
    return turnRound(-1, deadlinePassed());
  }

  private Decision go() {
    Instant deadline = history.deadline();
    if (agenda.wake != null && deadline != null && !late && !pastPivot) {
      agenda.wakeAt(deadline);
    }
    return agenda.go();
  }

  private boolean mayTurnRound(PlanStep step) {
    boolean mayStay = step.mayStay() && step.safety() != Safety.AT_MOST_ONCE;
    return !step.pivot() && !step.safety().probed() && (step.undoableUnknown() || mayStay);
  }

  private Decision letSiblingsFinish() {
    if (!agenda.empty()) {
      return go();
    }
    PlanStep cause = earlier(first(failed), first(stuck));
    if (cause == null) {
      throw new IllegalStateException("Nothing to do and nothing wrong at " + history.plan());
    }
    return stuck.isEmpty()
        ? park(cause, ParkReason.STEP_FAILED)
        : park(first(stuck), ParkReason.UNKNOWN_OUTCOME);
  }

  private static @Nullable PlanStep first(List<PlanStep> steps) {
    PlanStep first = null;
    for (PlanStep step : steps) {
      first = earlier(first, step);
    }
    return first;
  }

  private static @Nullable PlanStep earlier(@Nullable PlanStep one, @Nullable PlanStep other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.index() < one.index() ? other : one;
  }

  private Decision park(@Nullable PlanStep step, ParkReason reason) {
    int index = step == null ? -1 : step.index();
    return Machine.append(new Fact.Parked(reason, index, step == null ? null : causeOf(step)));
  }

  private Decision turnRound(int step, Failure cause) {
    return Machine.append(new Fact.TurnedRound(step, cause));
  }

  private Failure causeOf(PlanStep step) {
    Failure failure = history.step(step.index()).failure();
    return failure == null
        ? Failure.of("unknown", "Nobody can tell whether the call took effect.")
        : failure;
  }

  private static Failure deadlinePassed() {
    return Failure.of("deadline", "The deadline passed before this could be done.");
  }
}
