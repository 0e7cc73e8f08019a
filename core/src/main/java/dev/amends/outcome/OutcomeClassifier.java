package dev.amends.outcome;

import java.util.List;
import java.util.Optional;

/**
 * Reads an exception as an outcome. Classifiers are asked in order, and the first answer counts;
 * what none of them knows is {@link Outcome.Unknown}, since a wrong "nothing happened" loses
 * effects while a wrong "may have happened" only costs a look.
 *
 * <p>Implementations are called from many threads.
 */
@FunctionalInterface
public interface OutcomeClassifier {
  /** The outcome that this exception stands for; empty when this classifier does not know it. */
  Optional<Outcome> classify(Throwable thrown);

  /** The exception's outcome by the first of the classifiers that knows it, else Unknown. */
  static Outcome classify(List<OutcomeClassifier> classifiers, Throwable thrown) {
    for (OutcomeClassifier classifier : classifiers) {
      Optional<Outcome> outcome = classifier.classify(thrown);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    return Outcome.unknown(Failure.of(thrown));
  }
}
