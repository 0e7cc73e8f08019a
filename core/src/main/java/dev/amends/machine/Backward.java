package dev.amends.machine;

import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.journal.StepState.Undoing;
import dev.amends.machine.Task.Work;
import dev.amends.outcome.Failure;
import dev.amends.plan.PlanNode;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import dev.amends.plan.StepKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for a saga that is being undone: strictly from the last node to the first, the steps of a
 * group independently of each other.
 */
final class Backward {
  private final History history;
  private final Set<Integer> underWay;
  private final Instant now;
  private final Agenda agenda = new Agenda();
  private final List<Fact> orders = new ArrayList<>();
  private @Nullable PlanStep givenUp;
  private @Nullable PlanStep doubtful;

  Backward(History history, Set<Integer> underWay, Instant now) {
    this.history = history;
    this.underWay = underWay;
    this.now = now;
  }

  Decision decide() {
    List<PlanNode> nodes = history.plan().nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      for (PlanStep step : nodes.get(i).steps()) {
        consider(step, history.step(step.index()));
      }
      if (!orders.isEmpty()) {
        return new Decision.Append(orders);
      }
      if (!agenda.empty()) {
        return agenda.go();
      }
      if (givenUp != null) {
        return park(givenUp, ParkReason.COMPENSATION_FAILED);
      }
      if (doubtful != null) {
        return park(doubtful, ParkReason.UNKNOWN_OUTCOME);
      }
    }
    return new Decision.Finish(
        SagaStatus.COMPENSATED, Machine.looks(history, SagaStatus.COMPENSATED));
  }

  private void consider(PlanStep step, StepState state) {
    if (underWay.contains(step.index())) {
      agenda.busy = true;
    } else if (state.undoing() == Undoing.FAILED) {
      givenUp = step;
    } else if (state.undoing() == Undoing.DONE) {
      return;
    } else if (state.unknown()) {
      considerUnknown(step, state);
    } else if (step.kind() == StepKind.CHILD && !step.ownUndo()) {
      considerChild(step, state);
    } else if (state.child() != null && state.phase() == StepState.Phase.OPEN) {
      order(step, state);
    } else if (state.phase() == StepState.Phase.SUCCEEDED && step.undoable() && !step.mayStay()) {
      agenda.plan(new Task(undoOf(step), step.index()), state.undoDue(), now);
    }
  }

  private void considerChild(PlanStep step, StepState state) {
    boolean stands = state.phase() == StepState.Phase.SUCCEEDED && !step.mayStay();
    if (Machine.vouchedFor(step, state)) {
      doubtful = step;
    } else if (stands || (state.phase() == StepState.Phase.OPEN && state.child() != null)) {
      order(step, state);
    }
  }

  /** Told once; its answer is waited for. */
  private void order(PlanStep step, StepState state) {
    if (state.childOrdered()) {
      agenda.waits = true;
    } else {
      orders.add(new Fact.ChildOrdered(step.index()));
    }
  }

  private static Work undoOf(PlanStep step) {
    return step.actions().undo() == null ? Work.UNDO_UNKNOWN : Work.UNDO;
  }

  private void considerUnknown(PlanStep step, StepState state) {
    if (step.mayStay() || step.safety() == Safety.TRANSACTION) {
      return;
    }
    if (step.safety().probed() && !state.probeExhausted()) {
      agenda.plan(new Task(Work.PROBE, step.index()), state.probeDue(), now);
    } else if (step.undoableUnknown()) {
      agenda.plan(new Task(Work.UNDO_UNKNOWN, step.index()), state.undoDue(), now);
    } else {
      doubtful = step;
    }
  }

  private Decision park(PlanStep step, ParkReason reason) {
    Failure failure = history.step(step.index()).failure();
    return Machine.append(new Fact.Parked(reason, step.index(), failure));
  }
}
