package dev.amends.journal;

import dev.amends.outcome.Failure;
import dev.amends.plan.PlanNode;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import dev.amends.plan.StepKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Adds one entry to a history that nobody else sees yet. */
final class Fold {
  private final History history;
  private final Instant at;

  private Fold(History history, Instant at) {
    this.history = history;
    this.at = at;
  }

  static void into(History history, JournalEntry entry) {
    if (entry.position() != history.position + 1) {
      throw new IllegalStateException(
          "The entry at position %d does not follow position %d"
              .formatted(entry.position(), history.position));
    }
    history.position = entry.position();
    history.updatedAt = entry.at();
    Fold fold = new Fold(history, entry.at());
    for (Fact fact : entry.facts()) {
      fold.add(fact);
    }
    fold.waitForSignals();
  }

  /** The time of a wait counts from the entry that made it the step's turn. */
  private void waitForSignals() {
    if (!history.plan.awaits() || history.status != SagaStatus.RUNNING || !history.acquired()) {
      return;
    }
    PlanNode current = history.currentNode();
    if (current == null) {
      return;
    }
    for (PlanStep step : current.steps()) {
      if (history.step(step.index()).since == null && history.waits(step)) {
        own(step.index()).since = at;
      }
    }
  }

  private void add(Fact fact) {
    history.status = Lifecycle.next(history.status, history.turned, fact);
    if (!(fact instanceof Fact.Adopted)) {
      history.crashesInARow = 0;
    }
    if (fact instanceof Fact.OfStep ofStep) {
      addToStep(ofStep);
    } else {
      addToSaga(fact);
    }
    if (history.status != SagaStatus.PARKED) {
      history.parkReason = null;
    }
  }

  private void addToSaga(Fact fact) {
    if (fact instanceof Fact.Started f) {
      history.input = f.input();
      history.context = f.context();
      history.deadline = f.deadline();
      history.exclusive = f.exclusive();
      history.startedAt = at;
    } else if (fact instanceof Fact.ChildOf f) {
      history.childOf = f;
    } else if (fact instanceof Fact.Recalled f) {
      recalled(f);
    } else if (fact instanceof Fact.Acquired) {
      history.acquired = true;
    } else if (fact instanceof Fact.Adopted f) {
      adopted(f);
    } else if (fact instanceof Fact.TurnedRound f) {
      turnRound(f.step(), f.cause());
    } else if (fact instanceof Fact.CompensationOrdered f) {
      orderedToTurnRound(f);
    } else if (fact instanceof Fact.Parked f) {
      history.parkReason = f.why();
      if (!history.turned) {
        history.causeStep = f.step();
        history.cause = f.failure();
      }
    } else if (fact instanceof Fact.Resumed f) {
      resumed(f);
    } else if (fact instanceof Fact.CancelAsked) {
      history.cancelAsked = true;
    } else if (fact instanceof Fact.CancelRefused) {
      history.cancelAsked = false;
    } else if (fact instanceof Fact.InputEdited f) {
      history.input = f.input();
    } else if (fact instanceof Fact.Ended f) {
      history.output = f.output();
    }
  }

  private void turnRound(int step, Failure cause) {
    history.turned = true;
    history.cancelAsked = false;
    history.causeStep = step;
    history.cause = cause;
    for (int i = 0; i < history.steps.length; i++) {
      if (history.steps[i].unknown) {
        StepState state = own(i);
        state.lateEffectPossible = true;
        probeAgain(state);
      }
    }
  }

  private void recalled(Fact.Recalled fact) {
    if (history.childOf == null) {
      throw new IllegalStateException("A saga that is nobody's child cannot be called back");
    }
    turnRound(-1, fact.cause());
    history.output = Payload.EMPTY;
  }

  private void orderedToTurnRound(Fact.CompensationOrdered order) {
    if (!history.turned) {
      turnRound(-1, Failure.of("compensated-by-person", order.reason()));
    } else {
      for (int i = 0; i < history.steps.length; i++) {
        tryUndoAgain(i);
        if (history.steps[i].unknown) {
          probeAgain(own(i));
        }
      }
    }
  }

  /**
   * Whatever was under way on the former node may have happened. A step that was waiting for its
   * turn counts as tried too: nobody can tell the two apart.
   */
  private void adopted(Fact.Adopted fact) {
    history.adoptions++;
    if (!fact.crashed()) {
      return;
    }
    history.crashesInARow++;
    PlanNode current = history.currentNode();
    if (history.status != SagaStatus.RUNNING || current == null || !history.acquired()) {
      return;
    }
    for (PlanStep step : current.steps()) {
      if (history.steps[step.index()].phase == StepState.Phase.OPEN) {
        crashed(step, fact.leaseEnd());
      }
    }
  }

  private void crashed(PlanStep step, Instant leaseEnd) {
    StepState state = own(step.index());
    boolean certainlyNotCalled = step.safety() == Safety.AT_MOST_ONCE && !state.intended;
    boolean notAsked = step.each() || (step.conditional() && !state.taken);
    boolean notCalled = step.kind() == StepKind.AWAIT || step.kind() == StepKind.CHILD;
    if (certainlyNotCalled || notAsked || notCalled) {
      return;
    }
    state.attempts++;
    state.calls++;
    if (step.kind() == StepKind.REMOTE && step.safety() != Safety.READ_ONLY) {
      markUnknown(state, leaseEnd);
    }
    if (state.failure == null) {
      state.failure = Failure.of("node-lost", "The node that made this call is gone.");
    }
  }

  private static void markUnknown(StepState state, Instant left) {
    state.unknown = true;
    if (state.left == null || state.left.isBefore(left)) {
      state.left = left;
    }
    state.probeDue = null;
  }

  private void resumed(Fact.Resumed fact) {
    history.deadline = null;
    for (int i = 0; i < history.steps.length; i++) {
      StepState state = history.steps[i];
      if (history.turned) {
        tryUndoAgain(i);
      }
      if (state.unknown) {
        StepState again = own(i);
        probeAgain(again);
        again.probeDue = null;
        again.exhausted = false;
        again.attempts = 0;
        again.firstFailure = null;
        again.due = null;
        again.updatedBy = fact.actor();
      } else if (state.phase == StepState.Phase.FAILED && !history.turned) {
        nextGeneration(own(i)).updatedBy = fact.actor();
      }
    }
  }

  private static StepState nextGeneration(StepState state) {
    state.phase = StepState.Phase.OPEN;
    state.generation++;
    state.attempts = 0;
    state.exhausted = false;
    state.intended = false;
    state.since = null;
    state.child = null;
    state.childOrdered = false;
    state.firstFailure = null;
    state.due = null;
    state.probeDue = null;
    probeAgain(state);
    return state;
  }

  private static void probeAgain(StepState state) {
    state.probeExhausted = false;
    state.probeFailures = 0;
    state.firstProbeFailure = null;
  }

  private void tryUndoAgain(int index) {
    if (history.steps[index].undoing == StepState.Undoing.FAILED) {
      StepState state = own(index);
      state.undoing = StepState.Undoing.OPEN;
      state.undoFailures = 0;
      state.firstUndoFailure = null;
      state.undoDue = null;
    }
  }

  private StepState own(int index) {
    StepState copy = new StepState(history.steps[index]);
    history.steps[index] = copy;
    return copy;
  }

  private void addToStep(Fact.OfStep fact) {
    if (fact.step() < 0 || fact.step() >= history.steps.length) {
      throw new IllegalStateException(
          "The plan %s has no step %d".formatted(history.plan, fact.step()));
    }
    StepState state = own(fact.step());
    state.updatedAt = at;
    state.updatedBy = fact instanceof Fact.ByActor by ? by.actor() : Actor.ENGINE;
    if (fact instanceof Fact.Expanded f) {
      expanded(state, f);
    } else if (fact instanceof Fact.Verdict f) {
      verdict(state, f);
    } else if (fact instanceof Fact.Intended) {
      state.intended = true;
    } else if (fact instanceof Fact.Succeeded f) {
      state.calls += f.via() == Via.CALL ? 1 : 0;
      succeeded(state, f.result());
    } else if (fact instanceof Fact.ChildStarted f) {
      state.child = f;
    } else if (fact instanceof Fact.ChildOrdered) {
      state.childOrdered = true;
    } else if (fact instanceof Fact.ChildEnded f) {
      childEnded(state, f);
    } else if (fact instanceof Fact.Signalled f) {
      state.signal = f.id();
      succeeded(state, f.payload());
    } else if (fact instanceof Fact.AttemptFailed f) {
      attemptFailed(state, f);
    } else if (fact instanceof Fact.ProbedAbsent f) {
      absent(state, f);
    } else if (fact instanceof Fact.ProbeFailed f) {
      probeFailed(state, f);
    } else if (fact instanceof Fact.Failed f) {
      state.phase = StepState.Phase.FAILED;
      state.unknown = false;
      state.failure = f.failure();
    } else if (fact instanceof Fact.Undone) {
      undone(state);
    } else if (fact instanceof Fact.UndoFailed f) {
      undoFailed(state, f);
    } else if (fact instanceof Fact.MarkedDone f) {
      markedDone(state, f);
    } else if (fact instanceof Fact.Skipped) {
      skipped(state);
    }
  }

  /** An end that came to stop a child on its way may be a success that is still to be undone. */
  private void childEnded(StepState state, Fact.ChildEnded fact) {
    state.childEnd = fact.position();
    state.childOrdered = false;
    if (fact.status() == SagaStatus.SUCCEEDED) {
      succeeded(state, fact.output());
    } else if (history.turned) {
      undone(state);
    } else {
      state.phase = StepState.Phase.FAILED;
      state.failure = fact.cause();
    }
  }

  private void expanded(StepState state, Fact.Expanded fact) {
    state.phase = StepState.Phase.EXPANDED;
    int before = history.steps.length;
    List<String> keys = fact.items().stream().map(Fact.Expanded.Item::key).toList();
    history.plan = history.plan.expanded(fact.step(), keys);
    history.steps = Arrays.copyOf(history.steps, before + keys.size());
    for (int i = 0; i < keys.size(); i++) {
      StepState item = new StepState();
      item.item = fact.items().get(i).value();
      history.steps[before + i] = item;
    }
  }

  private static void verdict(StepState state, Fact.Verdict fact) {
    state.taken = fact.taken();
    if (!fact.taken()) {
      state.phase = StepState.Phase.SKIPPED;
    }
  }

  private static void succeeded(StepState state, Payload result) {
    state.phase = StepState.Phase.SUCCEEDED;
    state.unknown = false;
    state.left = null;
    state.result = result;
    state.failure = null;
  }

  private void attemptFailed(StepState state, Fact.AttemptFailed fact) {
    state.attempts++;
    state.calls++;
    state.intended = false;
    state.failure = fact.failure();
    state.due = fact.due();
    state.exhausted = fact.due() == null;
    if (state.firstFailure == null) {
      state.firstFailure = at;
    }
    if (fact.outcome() == AttemptOutcome.UNKNOWN) {
      markUnknown(state, at);
    }
  }

  private static void absent(StepState state, Fact.ProbedAbsent fact) {
    state.probeFailures = 0;
    state.firstProbeFailure = null;
    state.probeDue = fact.due();
    if (fact.due() == null) {
      state.unknown = false;
      state.left = null;
      state.retriedAfterAbsence = true;
    }
  }

  private void probeFailed(StepState state, Fact.ProbeFailed fact) {
    state.probeFailures++;
    state.failure = fact.failure();
    state.probeDue = fact.due();
    state.probeExhausted = fact.due() == null;
    if (state.firstProbeFailure == null) {
      state.firstProbeFailure = at;
    }
  }

  private static void undone(StepState state) {
    state.undoing = StepState.Undoing.DONE;
    state.unknown = false;
    state.failure = null;
  }

  private void undoFailed(StepState state, Fact.UndoFailed fact) {
    state.undoFailures++;
    state.failure = fact.failure();
    state.undoDue = fact.due();
    if (state.firstUndoFailure == null) {
      state.firstUndoFailure = at;
    }
    if (fact.due() == null) {
      state.undoing = StepState.Undoing.FAILED;
    }
  }

  private void markedDone(StepState state, Fact.MarkedDone fact) {
    if (history.turned) {
      undone(state);
    } else {
      succeeded(state, fact.result());
      state.child = null;
    }
  }

  /** Skipping while compensating leaves the effect; skipping an unknown step leaves the doubt. */
  private void skipped(StepState state) {
    if (history.turned) {
      state.undoing = StepState.Undoing.DONE;
      state.unknown = false;
    }
    state.phase = StepState.Phase.SKIPPED;
  }
}
