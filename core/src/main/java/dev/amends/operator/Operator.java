package dev.amends.operator;

import dev.amends.journal.Actor;
import java.util.UUID;

/**
 * What a person may do to sagas. Every order is appended at the position that the person saw, so of
 * two at once one wins, and is audited together with its answer. Throws {@link
 * dev.amends.error.StoreUnavailableException} when the database cannot be reached; nothing is
 * written then. Safe for many threads.
 */
public interface Operator {
  /**
   * Lets a parked saga continue. What succeeded is never repeated; a step that failed for certain
   * starts the next generation; one that may have happened is looked for again.
   */
  Answer resume(Order order);

  /** Lets a parked saga continue. */
  default Answer resume(UUID saga, Actor actor, String reason) {
    return resume(Order.on(saga, actor, reason));
  }

  /** Undoes a parked saga; one that is undoing tries again what it gave up. */
  Answer compensate(Order order);

  /** Asks a running saga to undo itself. */
  Answer cancel(Order order);

  /**
   * Says that a step's effect is there, or while compensating that it is undone.
   *
   * @param result the step's result as JSON; ignored while compensating
   * @param evidence how the person knows
   */
  Answer done(Order order, String step, String result, String evidence);

  /** Leaves a step out, or while compensating leaves its effect standing. */
  Answer skip(Order order, String step);

  /**
   * Corrects the input of a parked saga; it stays parked.
   *
   * @param input the whole new input as JSON
   */
  Answer editInput(Order order, String input);
}
