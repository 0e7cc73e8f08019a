package dev.amends.testkit.explore;

import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;

/** A saga that does a step of {@link Scripted}. */
final class Part implements SagaDefinition<String, Void> {
  private final Effects effects;

  Part(Effects effects) {
    this.effects = effects;
  }

  @Override
  public String name() {
    return "part";
  }

  @Override
  public void define(SagaBuilder<String, Void> saga) {
    Steps.probed(saga, effects, "seat");
    Steps.local(saga, effects, "meal");
  }
}
