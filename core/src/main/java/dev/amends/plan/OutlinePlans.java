package dev.amends.plan;

import dev.amends.action.Done;
import dev.amends.action.ResultType;
import dev.amends.definition.Recovery;
import dev.amends.definition.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Plans made of an outline alone: good for reading a history, not for driving a saga. */
public final class OutlinePlans {
  private static final StepActions NO_CODE =
      new StepActions(
          run -> {
            throw new IllegalStateException("A plan without code cannot be driven");
          },
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
  private static final StepPolicies NO_POLICIES =
      new StepPolicies(
          Retry.DEFAULT, Retry.PROBING, Retry.UNDOING, Duration.ofSeconds(1), Duration.ZERO, null);

  private OutlinePlans() {}

  /** The plan of that structure. */
  public static Plan withoutCode(Outline outline) {
    List<PlanNode> nodes = new ArrayList<>();
    int next = 0;
    while (next < outline.steps().size()) {
      String group = outline.steps().get(next).group();
      List<PlanStep> members = new ArrayList<>();
      do {
        members.add(step(outline.steps().get(next), next, nodes.size()));
        next++;
      } while (group != null
          && next < outline.steps().size()
          && group.equals(outline.steps().get(next).group()));
      nodes.add(new PlanNode(nodes.size(), group, members));
    }
    ResultType<?> anything = ResultType.of(Object.class);
    return new Plan(outline, Recovery.REPROCESS, anything, null, null, nodes);
  }

  private static PlanStep step(Outline.Line line, int index, int node) {
    return new PlanStep(
        index,
        node,
        line.name(),
        line.kind(),
        line.safety(),
        ResultType.of(Done.class),
        NO_CODE,
        NO_POLICIES,
        line.api(),
        true,
        line.traits(),
        null);
  }
}
