package dev.amends.testkit.manual;

import static dev.amends.definition.Retry.backoff;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.RunResult;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import org.junit.jupiter.api.Test;

class PassedDeadlineTest {
  @Test
  void pastThePivotASagaSleepsUntilItsNextAttemptAlsoAfterItsDeadline() {
    try (ManualEngine engine = ManualEngine.of(new Shipping())) {
      assertThat(engine.sagas().run(Shipping.class, "k", "in", ofSeconds(1)))
          .isInstanceOf(RunResult.Unsettled.class);
      engine.settle();
    }
  }

  /** Its pivot is passed at once; what follows is never to be had. */
  private static final class Shipping implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "shipping";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.remote("pay", run -> {}).idempotent().pivot();
      saga.remote(
              "ship",
              run -> {
                throw new OutcomeException(Outcome.notSent(Failure.of("down", "no")), "no");
              })
          .idempotent()
          .retry(backoff(ofSeconds(5), ofSeconds(5)).attempts(3));
    }
  }
}
