package dev.amends.testkit.explore;

import dev.amends.action.ResultType;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.spi.DefinitionWrapper;
import java.time.Duration;

/** A definition with the same steps and quick policies. */
final class QuickDefinition<I, O> implements DefinitionWrapper<I, O> {
  private final SagaDefinition<I, O> definition;
  private final Duration settle;

  QuickDefinition(SagaDefinition<I, O> definition, Duration settle) {
    this.definition = definition;
    this.settle = settle;
  }

  @Override
  public SagaDefinition<I, O> wrapped() {
    return definition;
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public ResultType<I> input() {
    return definition.input();
  }

  @Override
  public void define(SagaBuilder<I, O> saga) {
    definition.define(QuickBuilder.of(saga, settle));
  }
}
