package dev.amends.action;

/**
 * Whether a step is taken. Asked once, when its turn has come; the verdict is on record before
 * anything is done, and never asked for again. Executed on the engine's threads between two
 * checkpoints: it decides on what is known, and calls nothing outside.
 *
 * @param <I> the saga's input
 */
@FunctionalInterface
public interface Condition<I> {
  /** Whether the step is taken; false skips it. What it throws fails the step. */
  boolean holds(Run<I> run) throws Exception;
}
