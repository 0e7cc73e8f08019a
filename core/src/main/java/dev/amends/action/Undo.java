package dev.amends.action;

/**
 * The semantic undo of a step. Must be safe to repeat and succeed when there is nothing left to
 * undo.
 *
 * @param <I> the saga's input
 * @param <T> the result of the step that is undone
 */
@FunctionalInterface
public interface Undo<I, T> {
  /** Undoes the step that gave this result. */
  void undo(Run<I> run, T result) throws Exception;
}
