package dev.amends.testkit.explore;

import dev.amends.definition.SagaDefinition;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanCompiler;
import dev.amends.spi.Codec;
import java.time.Duration;

/**
 * What is played: the same for all nodes of a run.
 *
 * @param definition the definition with quick policies
 * @param plan its compiled form
 * @param codec what payloads are written with
 */
record Cast(SagaDefinition<?, ?> definition, Plan plan, Codec codec) {
  static <I, O> Cast of(SagaDefinition<I, O> definition, Codec codec, Duration settle) {
    QuickDefinition<I, O> quick = new QuickDefinition<>(definition, settle);
    return new Cast(quick, new PlanCompiler(Duration.ofSeconds(10)).compile(quick), codec);
  }
}
