package dev.amends.internal.plans;

import dev.amends.definition.SagaDefinition;
import dev.amends.error.InvalidDefinitionException;
import dev.amends.error.UnknownSagaTypeException;
import dev.amends.plan.Outline;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanCompiler;
import dev.amends.spi.Codec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The compiled definitions of this node, by class, name and hash. Immutable. */
public final class Plans {
  private final Map<Class<?>, Plan> byClass = new HashMap<>();
  private final Map<String, Plan> byType = new LinkedHashMap<>();
  private final Map<String, Plan> byHash = new HashMap<>();

  private Plans() {}

  /**
   * Compiles definitions.
   *
   * @throws InvalidDefinitionException naming the mistakes of all of them
   */
  public static Plans compile(
      Collection<? extends SagaDefinition<?, ?>> definitions, PlanCompiler compiler, Codec codec) {
    Plans plans = new Plans();
    List<String> mistakes =
        new Compilation(definitions, compiler, plan -> checkTypes(plan, codec), plans::add).run();
    if (!mistakes.isEmpty()) {
      throw new InvalidDefinitionException(String.join("\n", mistakes));
    }
    return plans;
  }

  private static void checkTypes(Plan plan, Codec codec) {
    List<String> objections = new ArrayList<>();
    codec
        .objection(plan.input().type())
        .ifPresent(why -> objections.add("its input cannot be stored: " + why));
    plan.steps()
        .forEach(
            step ->
                codec
                    .objection(step.type().type())
                    .ifPresent(
                        why ->
                            objections.add(
                                "the result of step '%s' cannot be stored: %s"
                                    .formatted(step.name(), why))));
    if (!objections.isEmpty()) {
      throw new InvalidDefinitionException(
          "The saga definition '%s' cannot work:\n  - %s"
              .formatted(plan.type(), String.join("\n  - ", objections)));
    }
  }

  private void add(SagaDefinition<?, ?> definition, Plan plan) {
    Plan other = byType.put(plan.type(), plan);
    if (other != null) {
      throw new InvalidDefinitionException(
          "Two saga definitions are named '%s'; names are stored and must be unique, rename one (%s)"
              .formatted(plan.type(), definition.getClass().getName()));
    }
    byHash.put(plan.hash(), plan);
    byClass.put(definition.getClass(), plan);
  }

  /**
   * The plan of a definition's class, also of one that a framework has subclassed.
   *
   * @throws UnknownSagaTypeException if it is not registered
   */
  public Plan of(Class<?> definition) {
    Plan exact = byClass.get(definition);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<Class<?>, Plan> entry : byClass.entrySet()) {
      if (definition.isAssignableFrom(entry.getKey())) {
        return entry.getValue();
      }
    }
    throw new UnknownSagaTypeException(
        "%s is not among this application's saga definitions %s; register it (as a bean, with Spring)"
            .formatted(definition.getName(), byType.keySet()));
  }

  /** The plan of that hash. */
  public @Nullable Plan byHash(String hash) {
    return byHash.get(hash);
  }

  /** The plan of that name. */
  public Optional<Plan> byType(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  /** All hashes that this node can drive. */
  public Collection<String> hashes() {
    return byHash.keySet();
  }

  /** The structure of all plans. */
  public List<Outline> outlines() {
    return byType.values().stream().map(Plan::outline).toList();
  }
}
