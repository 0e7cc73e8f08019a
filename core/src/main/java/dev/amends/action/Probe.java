package dev.amends.action;

import dev.amends.outcome.Probed;

/**
 * A read that finds out whether a call whose answer was lost took effect.
 *
 * @param <I> the saga's input
 * @param <T> the step's result
 */
@FunctionalInterface
public interface Probe<I, T> {
  /** Looks; throws when it cannot tell. */
  Probed<T> look(Run<I> run) throws Exception;
}
