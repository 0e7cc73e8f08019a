package dev.amends.plan;

import dev.amends.action.Action;
import dev.amends.action.ResultType;
import dev.amends.definition.Recovery;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A compiled definition. Immutable and safe to share between threads. */
public final class Plan {
  /** What the saga gives to its caller. */
  record Output(ResultType<?> type, Action<Object, Object> result) {}

  private final Outline outline;
  private final Recovery recovery;
  private final ResultType<?> input;
  private final @Nullable Output output;
  private final @Nullable Function<Object, String> exclusive;
  private final List<PlanNode> nodes;
  private final List<PlanStep> steps;

  Plan(
      Outline outline,
      Recovery recovery,
      ResultType<?> input,
      @Nullable Output output,
      @Nullable Function<Object, String> exclusive,
      List<PlanNode> nodes) {
    this.outline = outline;
    this.recovery = recovery;
    this.input = input;
    this.output = output;
    this.exclusive = exclusive;
    this.nodes = List.copyOf(nodes);
    this.steps = nodes.stream().flatMap(node -> node.steps().stream()).toList();
  }

  /** The definition's stored name. */
  public String type() {
    return outline.type();
  }

  /** Hash of structure and version; policies are not part of it. */
  public String hash() {
    return outline.hash();
  }

  /** The structure without any code, as it is stored and shown. */
  public Outline outline() {
    return outline;
  }

  /** What a failure leads to. */
  public Recovery recovery() {
    return recovery;
  }

  /** What inputs are stored as. */
  public ResultType<?> input() {
    return input;
  }

  /** The sequence of steps and groups. */
  public List<PlanNode> nodes() {
    return nodes;
  }

  /** All steps in plan order; a step's index is its place here. */
  public List<PlanStep> steps() {
    return steps;
  }

  /** The step of that index. */
  public PlanStep step(int index) {
    return steps.get(index);
  }

  /** The step of that name. */
  public Optional<PlanStep> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }

  /** The exclusive key for an input; null when the definition has none. */
  public @Nullable String exclusiveKey(Object input) {
    return exclusive == null ? null : exclusive.apply(input);
  }

  /** Whether sagas of this plan wait for an exclusive key before their first step. */
  public boolean exclusive() {
    return exclusive != null;
  }

  /** What the output is stored as; null when the saga has none. */
  public @Nullable ResultType<?> outputType() {
    return output == null ? null : output.type();
  }

  /** Computes the output; null when the saga has none. */
  public @Nullable Action<Object, Object> outputAction() {
    return output == null ? null : output.result();
  }

  /**
   * How many steps may run inside the start's transaction: the local steps before the first other
   * one, none when the saga waits for an exclusive key.
   */
  public int leadingLocalSteps() {
    if (exclusive != null) {
      return 0;
    }
    int leading = 0;
    for (PlanNode node : nodes) {
      if (node.steps().size() > 1 || node.steps().get(0).kind() != StepKind.LOCAL) {
        break;
      }
      leading++;
    }
    return leading;
  }

  @Override
  public String toString() {
    return type() + "@" + hash();
  }
}
