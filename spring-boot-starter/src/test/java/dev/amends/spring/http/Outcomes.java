package dev.amends.spring.http;

import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.outcome.TransportClassifier;
import java.util.List;

/** The classifiers in the order in which the starter and the engine ask them. */
final class Outcomes {
  private static final List<OutcomeClassifier> CLASSIFIERS =
      List.of(
          new RestClientClassifier(
              new HttpOutcomes(HttpLimits.DEFAULTS.retryAfterCap(), List.of())),
          new BrokenExchangeClassifier(),
          new TransportClassifier());

  private Outcomes() {}

  static Outcome of(Throwable thrown) {
    return OutcomeClassifier.classify(CLASSIFIERS, thrown);
  }
}
