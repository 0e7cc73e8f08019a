package dev.amends.testkit.engine;

import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import java.util.function.Consumer;

/** A definition that does steps of {@link Script}. */
final class Part implements SagaDefinition<String, String> {
  static final String TYPE = "part";
  private final Consumer<SagaBuilder<String, String>> body;

  Part(Consumer<SagaBuilder<String, String>> body) {
    this.body = body;
  }

  @Override
  public String name() {
    return TYPE;
  }

  @Override
  public void define(SagaBuilder<String, String> saga) {
    body.accept(saga);
  }
}
