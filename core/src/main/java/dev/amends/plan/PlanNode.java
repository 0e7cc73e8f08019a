package dev.amends.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place in the sequence of a plan: a single step, or a group whose steps run concurrently.
 *
 * @param index place in the sequence, from 0
 * @param group name of the group, null for a single step
 * @param steps at least one
 */
public record PlanNode(int index, @Nullable String group, List<PlanStep> steps) {
  public PlanNode {
    steps = List.copyOf(steps);
  }
}
