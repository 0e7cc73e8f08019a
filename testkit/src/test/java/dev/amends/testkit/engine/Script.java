package dev.amends.testkit.engine;

import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import java.util.function.Consumer;

/** A definition that a test writes where it is needed. */
final class Script implements SagaDefinition<String, String> {
  static final String TYPE = "script";
  private final Consumer<SagaBuilder<String, String>> body;

  Script(Consumer<SagaBuilder<String, String>> body) {
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
