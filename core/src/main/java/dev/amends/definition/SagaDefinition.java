package dev.amends.definition;

import dev.amends.action.ResultType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/**
 * A named plan of steps. {@link #define} runs once, at start-up, and builds a graph; nothing is
 * ever replayed, so the actions inside have no determinism rules. Actions are called from many
 * threads at once.
 *
 * @param <I> input: a value that can be written as JSON
 * @param <O> output of the saga, {@code Void} when it has none
 */
public interface SagaDefinition<I, O> {
  /**
   * The stored name, such as {@code project.create}: lower-case letters, digits, dots and hyphens,
   * at most 100. Renaming it orphans the sagas that run under the old name.
   */
  String name();

  /** Declares the steps, in the order in which they run. */
  void define(SagaBuilder<I, O> saga);

  /**
   * The type that stored inputs are read as. The default takes it from the class's type arguments;
   * override it where those are not plain.
   */
  @SuppressWarnings("unchecked")
  default ResultType<I> input() {
    for (Class<?> c = getClass(); c != null; c = c.getSuperclass()) {
      for (Type candidate : c.getGenericInterfaces()) {
        if (candidate instanceof ParameterizedType generic
            && generic.getRawType() == SagaDefinition.class
            && !(generic.getActualTypeArguments()[0] instanceof TypeVariable)) {
          return (ResultType<I>) new ResultType<>(generic.getActualTypeArguments()[0]);
        }
      }
    }
    throw new IllegalStateException(
        "The input type of %s cannot be read from its class; override input()"
            .formatted(getClass().getName()));
  }
}
