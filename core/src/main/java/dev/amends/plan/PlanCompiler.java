package dev.amends.plan;

import dev.amends.definition.SagaDefinition;
import dev.amends.error.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles definitions and names their mistakes, each with how to mend it. */
public final class PlanCompiler {
  private final Duration callTimeout;

  /**
   * A compiler.
   *
   * @param callTimeout total time of a remote call whose step does not set its own
   */
  public PlanCompiler(Duration callTimeout) {
    this.callTimeout = callTimeout;
  }

  /**
   * Compiles one definition.
   *
   * @throws InvalidDefinitionException naming all its mistakes
   */
  public <I, O> Plan compile(SagaDefinition<I, O> definition) {
    return compile(definition, none -> null);
  }

  /**
   * Compiles one definition.
   *
   * @param children the plan of another definition's class, null when there is none
   * @throws InvalidDefinitionException naming all its mistakes
   */
  public <I, O> Plan compile(
      SagaDefinition<I, O> definition, Function<Class<?>, @Nullable Plan> children) {
    PlanBuilder<I, O> draft = new PlanBuilder<>(callTimeout);
    String name = definition.name();
    definition.define(draft);
    for (StepDraft<I, ?> step : draft.steps) {
      step.child = step.childDefinition == null ? null : children.apply(step.childDefinition);
    }
    List<String> mistakes = new ArrayList<>(draft.mistakes);
    mistakes.addAll(PlanChecks.mistakes(name, draft));
    if (!mistakes.isEmpty()) {
      throw new InvalidDefinitionException(
          "The saga definition '%s' (%s) cannot work:\n  - %s"
              .formatted(name, definition.getClass().getName(), String.join("\n  - ", mistakes)));
    }
    return plan(name, definition, draft);
  }

  @SuppressWarnings("unchecked")
  private static <I, O> Plan plan(
      String name, SagaDefinition<I, O> definition, PlanBuilder<I, O> draft) {
    List<PlanNode> nodes = nodes(draft.steps);
    Outline outline = outline(name, draft);
    @Nullable Function<Object, String> exclusive =
        (Function<Object, String>) (Function<?, String>) draft.exclusive;
    return new Plan(outline, draft.recovery, definition.input(), draft.output, exclusive, nodes);
  }

  private static <I> List<PlanNode> nodes(List<StepDraft<I, ?>> steps) {
    List<PlanNode> nodes = new ArrayList<>();
    int next = 0;
    while (next < steps.size()) {
      String group = steps.get(next).group;
      List<PlanStep> members = new ArrayList<>();
      do {
        StepDraft<I, ?> step = steps.get(next);
        Safety safety = Objects.requireNonNull(step.safety);
        members.add(step.compile(next, nodes.size(), safety));
        next++;
      } while (group != null && next < steps.size() && group.equals(steps.get(next).group));
      nodes.add(new PlanNode(nodes.size(), group, members));
    }
    return nodes;
  }

  private static <I, O> Outline outline(String name, PlanBuilder<I, O> draft) {
    List<Outline.Line> lines = new ArrayList<>();
    StringBuilder structure = new StringBuilder(name).append('\n').append(draft.version);
    for (StepDraft<I, ?> step : draft.steps) {
      Safety safety = Objects.requireNonNull(step.safety);
      Set<Trait> traits = step.traits();
      lines.add(new Outline.Line(step.name, step.kind, safety, step.group, step.api(), traits));
      structure.append('\n').append(step.name).append('\t').append(step.kind.code());
      structure.append('\t').append(step.group == null ? "" : step.group);
      traits.forEach(trait -> structure.append('\t').append(trait));
    }
    return new Outline(name, draft.version, hash(structure.toString()), lines);
  }

  private static String hash(String structure) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(structure.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
