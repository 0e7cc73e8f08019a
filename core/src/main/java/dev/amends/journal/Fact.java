package dev.amends.journal;

import dev.amends.outcome.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that became true of a saga. Facts that become true together share one journal entry,
 * whose time and writer are theirs. A fact names a step by its index in the plan.
 */
public sealed interface Fact {
  /** A fact about one step. */
  sealed interface OfStep extends Fact {
    /** Index of the step in the plan. */
    int step();
  }

  /** A fact that a person made, with the reason that was given. */
  sealed interface ByActor extends Fact {
    /** Who it was. */
    Actor actor();

    /** Why, in the actor's words. */
    String reason();
  }

  /** The saga exists. */
  record Started(
      Payload input,
      Map<String, String> context,
      @Nullable Instant deadline,
      @Nullable String exclusive)
      implements Fact {
    public Started {
      context = Map.copyOf(context);
    }
  }

  /**
   * The saga is a step of another one.
   *
   * @param parent id of that one
   * @param at where its mailbox is
   * @param step index of the step there
   * @param root number of the outermost saga
   */
  record ChildOf(UUID parent, SagaAddress at, int step, long root) implements Fact {}

  /** The saga had succeeded, and its parent wants it undone. */
  record Recalled(Failure cause) implements Fact {}

  /** Another saga does the step from here on. */
  record ChildStarted(int step, UUID child, SagaAddress at) implements OfStep {}

  /** The saga that does the step is told to stop, or to undo what it did. */
  record ChildOrdered(int step) implements OfStep {}

  /**
   * The saga that does the step has ended.
   *
   * @param position last one of its journal
   */
  record ChildEnded(
      int step,
      UUID child,
      SagaStatus status,
      Payload output,
      @Nullable Failure cause,
      int position)
      implements OfStep {}

  /** The saga holds its exclusive key. */
  record Acquired() implements Fact {}

  /** Another incarnation drives the saga from here on; nothing of the former one counts. */
  record Adopted(boolean crashed, Instant leaseEnd) implements Fact {}

  /** A step's condition was asked: the step is taken, or skipped. */
  record Verdict(int step, boolean taken) implements OfStep {}

  /** The list that a step is taken for was asked for. */
  record Expanded(int step, List<Item> items) implements OfStep {
    /** One item: its key among the others, and its stored form. */
    public record Item(String key, Payload value) {}

    public Expanded {
      items = List.copyOf(items);
    }
  }

  /** The saga runs by another plan from here on, which all that is on record fits. */
  record Migrated(String planHash) implements Fact {}

  /** A call that must not be made twice is about to be made. */
  record Intended(int step) implements OfStep {}

  /** The step's effect is there. */
  record Succeeded(int step, Payload result, Via via) implements OfStep {}

  /** The signal that the step waits for came. */
  record Signalled(int step, String id, Payload payload) implements OfStep {}

  /** An attempt came to something else; {@code due} is the next one, null when there is none. */
  record AttemptFailed(int step, AttemptOutcome outcome, Failure failure, @Nullable Instant due)
      implements OfStep {}

  /** A probe saw nothing; {@code due} is the next look, null when absence counts. */
  record ProbedAbsent(int step, @Nullable Instant due) implements OfStep {}

  /** A probe could not tell; {@code due} is the next look, null when there is none. */
  record ProbeFailed(int step, Failure failure, @Nullable Instant due) implements OfStep {}

  /** The step failed and has no effect. */
  record Failed(int step, Failure failure) implements OfStep {}

  /** The saga stopped going forward; {@code step} is the cause, -1 when it was no step. */
  record TurnedRound(int step, Failure cause) implements Fact {}

  /** The step's effect is undone, or was never there. */
  record Undone(int step) implements OfStep {}

  /** An undo failed; {@code due} is the next attempt, null when there is none. */
  record UndoFailed(int step, Failure failure, @Nullable Instant due) implements OfStep {}

  /** The saga stopped until a person decides; {@code step} is -1 when it was no step. */
  record Parked(ParkReason why, int step, @Nullable Failure failure) implements Fact {}

  /** A person lets the saga continue. */
  record Resumed(Actor actor, String reason) implements ByActor {}

  /** A person found that the step's effect is there, or is undone while compensating. */
  record MarkedDone(int step, Payload result, String evidence, Actor actor, String reason)
      implements OfStep, ByActor {}

  /** A person leaves the step out. */
  record Skipped(int step, Actor actor, String reason) implements OfStep, ByActor {}

  /** A person wants a parked saga undone. */
  record CompensationOrdered(Actor actor, String reason) implements ByActor {}

  /** A person wants a running saga undone. */
  record CancelAsked(Actor actor, String reason) implements ByActor {}

  /** The saga is past the point where it can be undone. */
  record CancelRefused(Actor actor, String reason) implements ByActor {}

  /** A person corrected the input. */
  record InputEdited(Payload input, Actor actor, String reason) implements ByActor {}

  /** The saga settled. */
  record Ended(SagaStatus status, Payload output) implements Fact {
    public Ended {
      if (!status.ended()) {
        throw new IllegalArgumentException("A saga cannot end as " + status);
      }
    }
  }
}
