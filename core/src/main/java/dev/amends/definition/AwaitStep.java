package dev.amends.definition;

import dev.amends.action.Condition;
import dev.amends.action.Step;
import dev.amends.action.Undo;

/**
 * A declared wait for a signal. Its name is the signal's. A signal that comes early waits for the
 * step; one that nobody has taken by the saga's end came late, and is given to the compensation.
 *
 * @param <I> the saga's input
 * @param <T> what the signal brings
 */
public interface AwaitStep<I, T> extends Step<T> {
  /**
   * What to do about a signal when a later step fails, or when it came late: give the money back.
   * Executed like a remote step's undo, and repeated until it succeeds.
   */
  AwaitStep<I, T> compensate(Undo<I, T> undo);

  /** How long a failing compensation is repeated; default {@link Retry#UNDOING}. */
  AwaitStep<I, T> undoing(Retry policy);

  /** Waits only if this holds when its turn has come; else the step is skipped. */
  AwaitStep<I, T> when(Condition<I> holds);
}
