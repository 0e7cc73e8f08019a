package dev.amends.action;

import dev.amends.outcome.Outcome;
import java.util.Optional;

/**
 * A step's own reading of an exception, asked before all classifiers.
 *
 * @param <I> the saga's input
 */
@FunctionalInterface
public interface Judge<I> {
  /** What the exception means here; empty when the classifiers shall say. */
  Optional<Outcome> judge(Run<I> run, Exception thrown);
}
