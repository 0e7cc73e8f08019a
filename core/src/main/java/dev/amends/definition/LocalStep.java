package dev.amends.definition;

import dev.amends.action.Step;
import dev.amends.action.Undo;

/**
 * A declared local step. Rolled back means no effect: deadlocks, serialization failures, lock
 * time-outs, optimistic locks and lost connections are tried again, everything else fails the step.
 *
 * @param <I> the saga's input
 * @param <T> the step's result
 */
public interface LocalStep<I, T> extends Step<T> {
  /** The semantic undo, itself a local transaction. */
  LocalStep<I, T> compensate(Undo<I, T> undo);

  /** Says that nothing needs to be undone when a later step fails. */
  LocalStep<I, T> nothingToUndo();

  /** How often a rolled-back transaction is tried; default {@link Retry#DEFAULT}. */
  LocalStep<I, T> retry(Retry policy);
}
