package dev.amends.jdbc.hard;

import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;

/** A definition that a test writes where it is needed, with what the node gives it to work with. */
final class Script implements SagaDefinition<String, String> {
  static final String TYPE = "script";

  /** The steps. */
  @FunctionalInterface
  interface Body {
    void define(SagaBuilder<String, String> saga, Steps steps);
  }

  private final Body body;
  private final Steps steps;

  Script(Body body, Steps steps) {
    this.body = body;
    this.steps = steps;
  }

  @Override
  public String name() {
    return TYPE;
  }

  @Override
  public void define(SagaBuilder<String, String> saga) {
    body.define(saga, steps);
  }
}
