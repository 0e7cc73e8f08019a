package dev.amends.testkit.explore;

import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import java.util.function.BiConsumer;

/** A definition that a test writes where it is needed. */
final class Scripted implements SagaDefinition<String, Void> {
  private final Effects effects;
  private final BiConsumer<SagaBuilder<String, Void>, Effects> script;

  Scripted(Effects effects, BiConsumer<SagaBuilder<String, Void>, Effects> script) {
    this.effects = effects;
    this.script = script;
  }

  /** An explorer of that script, whose world is nothing but its effects. */
  static CrashExplorer<Effects, String> explorer(
      BiConsumer<SagaBuilder<String, Void>, Effects> script) {
    return CrashExplorer.of(effects -> effects)
        .saga(effects -> new Scripted(effects, script), effects -> "input");
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public void define(SagaBuilder<String, Void> saga) {
    script.accept(saga, effects);
  }
}
