package dev.amends.definition;

import dev.amends.action.Condition;
import dev.amends.action.Each;
import dev.amends.action.Step;
import dev.amends.action.Undo;

/**
 * A declared step that another saga does. The child belongs to its parent: its start is on record
 * together with the parent's, deadline and cancel reach it too, and its end is the step's. A child
 * that is undone fails the step; one that is parked lets the parent wait. When a later step fails,
 * a child that has succeeded is told to undo itself.
 *
 * @param <I> the parent's input
 * @param <T> what the child gives
 */
public interface ChildStep<I, T> extends Step<T> {
  /**
   * How to undo what the child did, in place of letting it undo itself: for children that are past
   * their point of no return. Executed like a remote step's undo, and repeated until it succeeds.
   */
  ChildStep<I, T> compensate(Undo<I, T> undo);

  /** How long a failing compensation of this step is repeated; default {@link Retry#UNDOING}. */
  ChildStep<I, T> undoing(Retry policy);

  /** What the child did may stay when a later step fails. */
  ChildStep<I, T> nothingToUndo();

  /** Starts the child only if this holds when its turn has come; else the step is skipped. */
  ChildStep<I, T> when(Condition<I> holds);

  /** One child for each item of the list, all at once; the input may ask {@code run.item(list)}. */
  ChildStep<I, T> each(Each<?> list);

  /** Marks the point of no return: once the child has succeeded, the saga only goes forward. */
  ChildStep<I, T> pivot();
}
