package dev.amends.action;

/**
 * The work of a step. May throw anything; what a throw means is decided by the step's kind.
 *
 * @param <I> the saga's input
 * @param <T> the step's result
 */
@FunctionalInterface
public interface Action<I, T> {
  /** Does the work and returns what later steps need to know of it; never null. */
  T run(Run<I> run) throws Exception;
}
