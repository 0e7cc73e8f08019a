package dev.amends.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.jackson.JacksonCodec;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanStep;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Policies keep their numbers and lose their times. */
class QuickBuilderTest {
  private static final Duration SOON = Duration.ofMillis(30);

  @Test
  void everyWaitBecomesShortAndNumbersOfAttemptsStay() {
    Plan plan =
        plan(
            (saga, effects) -> {
              Steps.local(saga, effects, "note");
              Steps.probed(saga, effects, "hotel")
                  .retry(Retry.backoff(SOON.multipliedBy(100), Duration.ofHours(1)).attempts(2))
                  .settle(Duration.ofMinutes(5))
                  .timeout(Duration.ofSeconds(7));
            });

    for (PlanStep step : plan.steps()) {
      assertThat(step.policies().retry().cap()).isLessThan(SOON);
      assertThat(step.policies().undoing().cap()).isLessThan(SOON);
      assertThat(step.policies().probing().cap()).isLessThan(SOON);
    }
    PlanStep hotel = plan.step("hotel").orElseThrow();
    assertThat(hotel.policies().retry().attempts()).isEqualTo(2);
    assertThat(hotel.policies().settle()).isPositive().isLessThan(SOON);
    assertThat(hotel.policies().timeout()).hasSeconds(7);
    assertThat(hotel.policies().undoing().attempts()).isLessThan(20);
  }

  @Test
  void absenceThatCountsAtOnceStillDoes() {
    Plan plan = plan((saga, effects) -> Steps.probed(saga, effects, "hotel").settle(Duration.ZERO));

    assertThat(plan.step("hotel").orElseThrow().policies().settle()).isZero();
  }

  @Test
  void groupsAreGroups() {
    Plan plan =
        plan(
            (saga, effects) ->
                saga.together(
                    "both",
                    Steps.probed(saga, effects, "hotel"),
                    Steps.idempotent(saga, effects, "car")));

    assertThat(plan.nodes()).hasSize(1);
  }

  private static Plan plan(BiConsumer<SagaBuilder<String, Void>, Effects> script) {
    return Cast.of(
            new Scripted(new Effects(Runnable::run), script),
            List.of(),
            new JacksonCodec(),
            Quick.SETTLE)
        .plan();
  }
}
