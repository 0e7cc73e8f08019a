package dev.amends.action;

import java.util.List;

/**
 * A probe for other sides without a unique key, where one step may have several effects.
 *
 * @param <I> the saga's input
 * @param <T> the step's result
 */
@FunctionalInterface
public interface ProbeAll<I, T> {
  /** Everything there that is provably this step's, oldest first; empty when there is nothing. */
  List<T> look(Run<I> run) throws Exception;
}
