package dev.amends.internal.plans;

import dev.amends.definition.SagaDefinition;
import dev.amends.error.InvalidDefinitionException;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanCompiler;
import dev.amends.spi.DefinitionWrapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compiles definitions, those that do steps of others first. Used once, by one thread. */
final class Compilation {
  private final PlanCompiler compiler;
  private final Consumer<Plan> check;
  private final BiConsumer<SagaDefinition<?, ?>, Plan> done;
  private final List<SagaDefinition<?, ?>> definitions;
  private final Map<SagaDefinition<?, ?>, Plan> plans = new HashMap<>();
  private final Set<SagaDefinition<?, ?>> begun = new HashSet<>();
  private final Set<SagaDefinition<?, ?>> underWay = new HashSet<>();
  private final List<String> mistakes = new ArrayList<>();

  /**
   * A compilation.
   *
   * @param check throws if a plan cannot work
   * @param done takes each plan that can; throws if it has no place
   */
  Compilation(
      Collection<? extends SagaDefinition<?, ?>> definitions,
      PlanCompiler compiler,
      Consumer<Plan> check,
      BiConsumer<SagaDefinition<?, ?>, Plan> done) {
    this.definitions = List.copyOf(definitions);
    this.compiler = compiler;
    this.check = check;
    this.done = done;
  }

  /** Compiles all; returns the mistakes. */
  List<String> run() {
    definitions.forEach(this::compile);
    return mistakes;
  }

  private void compile(SagaDefinition<?, ?> definition) {
    if (!begun.add(definition)) {
      return;
    }
    underWay.add(definition);
    try {
      Plan plan = compiler.compile(definition, this::child);
      check.accept(plan);
      done.accept(definition, plan);
      plans.put(definition, plan);
    } catch (InvalidDefinitionException invalid) {
      mistakes.add(String.valueOf(invalid.getMessage()));
    } finally {
      underWay.remove(definition);
    }
  }

  private @Nullable Plan child(Class<?> type) {
    for (SagaDefinition<?, ?> definition : definitions) {
      if (DefinitionWrapper.answersTo(definition, type)) {
        if (underWay.contains(definition)) {
          throw new InvalidDefinitionException(
              "The saga definition '%s' (%s) does a step of itself, directly or by others, and would never end; take the step out"
                  .formatted(definition.name(), definition.getClass().getName()));
        }
        compile(definition);
        return plans.get(definition);
      }
    }
    return null;
  }
}
