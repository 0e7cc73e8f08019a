package dev.amends.spi;

import dev.amends.definition.SagaDefinition;

/**
 * A definition that stands in for another one: whoever names the other's class means this one.
 *
 * @param <I> input
 * @param <O> output
 */
public interface DefinitionWrapper<I, O> extends SagaDefinition<I, O> {
  /** What it stands in for. */
  SagaDefinition<I, O> wrapped();

  /** Whether that class names this definition. */
  static boolean answersTo(SagaDefinition<?, ?> definition, Class<?> type) {
    return type.isInstance(definition)
        || (definition instanceof DefinitionWrapper<?, ?> wrapper
            && answersTo(wrapper.wrapped(), type));
  }
}
