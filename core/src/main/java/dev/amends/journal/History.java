package dev.amends.journal;

import dev.amends.outcome.Failure;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanNode;
import dev.amends.plan.PlanStep;
import dev.amends.plan.StepKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal of one saga adds up to, read with its plan. Immutable: {@link #plus} gives a new
 * one. Safe to share between threads.
 */
public final class History {
  Plan plan;
  StepState[] steps;
  int position;
  SagaStatus status = SagaStatus.RUNNING;
  boolean turned;
  @Nullable ParkReason parkReason;
  int causeStep = -1;
  @Nullable Failure cause;
  Payload input = Payload.EMPTY;
  Payload output = Payload.EMPTY;
  Map<String, String> context = Map.of();
  @Nullable Instant deadline;
  @Nullable String exclusive;
  Fact.@Nullable ChildOf childOf;
  boolean acquired;
  boolean cancelAsked;
  int adoptions;
  int crashesInARow;
  @Nullable Instant startedAt;
  @Nullable Instant updatedAt;

  private History(Plan plan) {
    this.plan = plan;
    this.steps = new StepState[plan.steps().size()];
    Arrays.setAll(steps, i -> new StepState());
  }

  private History(History from) {
    plan = from.plan;
    steps = from.steps.clone();
    position = from.position;
    status = from.status;
    turned = from.turned;
    parkReason = from.parkReason;
    causeStep = from.causeStep;
    cause = from.cause;
    input = from.input;
    output = from.output;
    context = from.context;
    deadline = from.deadline;
    exclusive = from.exclusive;
    childOf = from.childOf;
    acquired = from.acquired;
    cancelAsked = from.cancelAsked;
    adoptions = from.adoptions;
    crashesInARow = from.crashesInARow;
    startedAt = from.startedAt;
    updatedAt = from.updatedAt;
  }

  /** The history of a saga that nothing is known of yet. */
  public static History of(Plan plan) {
    return new History(plan);
  }

  /** The history that these entries, in order, add up to. */
  public static History of(Plan plan, List<JournalEntry> entries) {
    History history = new History(plan);
    for (JournalEntry entry : entries) {
      Fold.into(history, entry);
    }
    return history;
  }

  /**
   * This history and one more entry.
   *
   * @throws IllegalStateException if the entry's position is not the next one, or a fact does not
   *     fit the saga's status
   */
  public History plus(JournalEntry entry) {
    History next = new History(this);
    Fold.into(next, entry);
    return next;
  }

  /** The plan that it is read with, with a step for each item of the lists asked for so far. */
  public Plan plan() {
    return plan;
  }

  /** Position of the last entry, 0 when there is none. */
  public int position() {
    return position;
  }

  /** Where the saga stands. */
  public SagaStatus status() {
    return status;
  }

  /** Whether it has stopped going forward, also while it is parked. */
  public boolean turned() {
    return turned;
  }

  /** Why it is parked; null unless it is. */
  public @Nullable ParkReason parkReason() {
    return parkReason;
  }

  /** Index of the step that made it turn round or park, -1 when it was none. */
  public int causeStep() {
    return causeStep;
  }

  /** Why it turned round or parked; null when it has done neither. */
  public @Nullable Failure cause() {
    return cause;
  }

  /** The stored input, as started or as a person corrected it. */
  public Payload input() {
    return input;
  }

  /** The stored output; empty unless it succeeded with one. */
  public Payload output() {
    return output;
  }

  /** What was captured at the start. */
  public Map<String, String> context() {
    return context;
  }

  /** After it, before the point of no return, it stops going forward; null for none. */
  public @Nullable Instant deadline() {
    return deadline;
  }

  /** The exclusive key that it needs; null for none. */
  public @Nullable String exclusive() {
    return exclusive;
  }

  /** Whose step it is; null for a saga that stands for itself. */
  public Fact.@Nullable ChildOf childOf() {
    return childOf;
  }

  /** Whether it holds the exclusive key it needs. */
  public boolean acquired() {
    return acquired || exclusive == null;
  }

  /** Whether a person has asked to undo it and it has not turned round yet. */
  public boolean cancelAsked() {
    return cancelAsked;
  }

  /** How often it has changed hands. */
  public int adoptions() {
    return adoptions;
  }

  /** Adoptions after crashes with no other fact between them. */
  public int crashesInARow() {
    return crashesInARow;
  }

  /** When it was started; null before its first entry. */
  public @Nullable Instant startedAt() {
    return startedAt;
  }

  /** When the last entry was written; null before the first. */
  public @Nullable Instant updatedAt() {
    return updatedAt;
  }

  /** The state of the step of that index. */
  public StepState step(int index) {
    return steps[index];
  }

  /** The first node that is not passed; null when all are. */
  public @Nullable PlanNode currentNode() {
    for (PlanNode node : plan.nodes()) {
      for (PlanStep step : node.steps()) {
        if (!steps[step.index()].passed()) {
          return node;
        }
      }
    }
    return null;
  }

  /** Whether a step is to take a signal: its turn has come, and it is not left out. */
  public boolean waits(PlanStep step) {
    StepState state = steps[step.index()];
    return step.kind() == StepKind.AWAIT
        && state.phase == StepState.Phase.OPEN
        && (!step.conditional() || state.taken)
        && enabled(step);
  }

  /** Whether the end of that saga is what its step waits for. */
  public boolean waitsFor(Fact.ChildEnded end) {
    StepState state = steps[end.step()];
    boolean own = state.child != null && state.child.child().equals(end.child());
    boolean asked = state.phase == StepState.Phase.OPEN || state.childOrdered;
    return own && asked && state.undoing == StepState.Undoing.OPEN;
  }

  private boolean enabled(PlanStep step) {
    PlanNode current = currentNode();
    return status == SagaStatus.RUNNING
        && acquired()
        && current != null
        && current.index() == step.node();
  }

  /** What a screen says of the step of that index. */
  public StepStatus statusOf(int index) {
    StepState step = steps[index];
    if (step.phase == StepState.Phase.SKIPPED) {
      return StepStatus.SKIPPED;
    }
    if (step.undoing == StepState.Undoing.DONE) {
      return StepStatus.COMPENSATED;
    }
    if (step.undoing == StepState.Undoing.FAILED) {
      return StepStatus.COMPENSATION_FAILED;
    }
    return switch (step.phase) {
      case SUCCEEDED, EXPANDED -> StepStatus.SUCCESS;
      case FAILED -> StepStatus.FAILED;
      case SKIPPED -> StepStatus.SKIPPED;
      case OPEN -> openStatus(index, step);
    };
  }

  private StepStatus openStatus(int index, StepState step) {
    if (status == SagaStatus.RUNNING) {
      return enabled(plan.step(index)) ? StepStatus.RUNNING : StepStatus.READY;
    }
    return step.unknown ? StepStatus.UNKNOWN : StepStatus.READY;
  }
}
