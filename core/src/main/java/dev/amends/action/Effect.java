package dev.amends.action;

/**
 * The work of a step that has no result, or an undo that knows its step by the idempotency key
 * alone.
 *
 * @param <I> the saga's input
 */
@FunctionalInterface
public interface Effect<I> {
  /** Does the work. */
  void run(Run<I> run) throws Exception;
}
