package dev.amends.definition;

import dev.amends.action.Condition;
import dev.amends.action.Each;
import dev.amends.action.Step;
import dev.amends.action.Undo;

/**
 * A declared local step. Rolled back means no effect: deadlocks, serialization failures, lock
 * time-outs, optimistic locks and lost connections are tried again, a stored value that cannot be
 * read parks the saga, everything else fails the step.
 *
 * @param <I> the saga's input
 * @param <T> the step's result
 */
public interface LocalStep<I, T> extends Step<T> {
  /** The semantic undo, itself a local transaction. */
  LocalStep<I, T> compensate(Undo<I, T> undo);

  /** Says that nothing needs to be undone when a later step fails. */
  LocalStep<I, T> nothingToUndo();

  /** Takes the step only if this holds when its turn has come; else it is skipped. */
  LocalStep<I, T> when(Condition<I> holds);

  /** Takes the step once for each item; {@code run.item(…)} gives the one at hand. */
  LocalStep<I, T> each(Each<?> items);

  /** Makes it the point of no return: once it has succeeded, the saga only goes forward. */
  LocalStep<I, T> pivot();

  /** How often a rolled-back transaction is tried; default {@link Retry#DEFAULT}. */
  LocalStep<I, T> retry(Retry policy);
}
