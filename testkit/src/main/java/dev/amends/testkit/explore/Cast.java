package dev.amends.testkit.explore;

import dev.amends.definition.SagaDefinition;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanCompiler;
import dev.amends.plan.PlanStep;
import dev.amends.plan.StepKind;
import dev.amends.spi.Codec;
import dev.amends.spi.DefinitionWrapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is played: the same for all nodes of a run.
 *
 * @param definitions the definition and those of its children, with quick policies
 * @param plan the definition's compiled form
 * @param children the compiled forms of the others
 * @param codec what payloads are written with
 */
record Cast(List<SagaDefinition<?, ?>> definitions, Plan plan, List<Plan> children, Codec codec) {
  static Cast of(
      SagaDefinition<?, ?> definition,
      List<? extends SagaDefinition<?, ?>> children,
      Codec codec,
      Duration settle) {
    Map<SagaDefinition<?, ?>, Plan> compiled = new LinkedHashMap<>();
    children.forEach(child -> compile(quick(child, settle), compiled));
    List<Plan> plans = List.copyOf(compiled.values());
    SagaDefinition<?, ?> own = quick(definition, settle);
    compile(own, compiled);
    Plan plan = new ArrayList<>(compiled.values()).get(plans.size());
    return new Cast(List.copyOf(compiled.keySet()), plan, plans, codec);
  }

  private static <I, O> SagaDefinition<I, O> quick(SagaDefinition<I, O> one, Duration settle) {
    return new QuickDefinition<>(one, settle);
  }

  private static void compile(
      SagaDefinition<?, ?> definition, Map<SagaDefinition<?, ?>, Plan> done) {
    PlanCompiler compiler = new PlanCompiler(Duration.ofSeconds(10));
    done.put(definition, compiler.compile(definition, type -> find(type, done)));
  }

  private static @Nullable Plan find(Class<?> type, Map<SagaDefinition<?, ?>, Plan> done) {
    return done.entrySet().stream()
        .filter(entry -> DefinitionWrapper.answersTo(entry.getKey(), type))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** The step of that name, of the saga or of one of its children. */
  Optional<PlanStep> step(String type, String name) {
    if (type.equals(plan.type())) {
      return plan.step(name);
    }
    return children.stream()
        .filter(child -> child.type().equals(type))
        .findFirst()
        .flatMap(child -> child.step(name));
  }

  /** The steps that the other side may refuse, those of the children among them. */
  List<String> refusable() {
    List<PlanStep> all = new ArrayList<>(plan.steps());
    children.forEach(child -> all.addAll(child.steps()));
    return all.stream().filter(step -> step.kind() != StepKind.CHILD).map(PlanStep::name).toList();
  }
}
