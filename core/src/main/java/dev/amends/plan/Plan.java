package dev.amends.plan;

import dev.amends.action.Action;
import dev.amends.action.ResultType;
import dev.amends.definition.Recovery;
import java.util.ArrayList;
import java.util.Comparator;
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
  private final boolean awaits;
  private final boolean undoable;

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
    this.steps =
        nodes.stream()
            .flatMap(node -> node.steps().stream())
            .sorted(Comparator.comparingInt(PlanStep::index))
            .toList();
    this.awaits = steps.stream().anyMatch(step -> step.kind() == StepKind.AWAIT);
    this.undoable =
        recovery == Recovery.COMPENSATE
            && steps.stream()
                .allMatch(step -> !step.pivot() && (step.undoable() || step.mayStay()));
  }

  /**
   * This plan with a step for each item in place of the one that stands for them. Their indexes
   * follow the last one.
   */
  public Plan expanded(int each, List<String> items) {
    List<PlanStep> own = new ArrayList<>();
    for (String item : items) {
      own.add(step(each).forItem(steps.size() + own.size(), item));
    }
    List<PlanNode> with = new ArrayList<>(nodes);
    PlanNode node = nodes.get(step(each).node());
    List<PlanStep> all = new ArrayList<>(node.steps());
    all.addAll(own);
    with.set(node.index(), new PlanNode(node.index(), node.group(), all));
    return new Plan(outline, recovery, input, output, exclusive, with);
  }

  /** The steps that are taken for the items of that one, in the items' order. */
  public List<PlanStep> itemsOf(PlanStep each) {
    return nodes.get(each.node()).steps().stream()
        .filter(step -> step.item() != null && step.declaredName().equals(each.name()))
        .toList();
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

  /** Whether a saga of this plan can be undone even when it has succeeded. */
  public boolean undoable() {
    return undoable;
  }

  /** Whether any step waits for a signal. */
  public boolean awaits() {
    return awaits;
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
   * Whether this step may run inside the start's transaction: it and all before it are local, and
   * the saga waits for no exclusive key.
   */
  public boolean leading(PlanStep step) {
    return exclusive == null
        && nodes.subList(0, step.node() + 1).stream()
            .allMatch(node -> node.group() == null && node.steps().get(0).kind() == StepKind.LOCAL);
  }

  @Override
  public String toString() {
    return type() + "@" + hash();
  }
}
