package dev.amends.journal;

import dev.amends.plan.Outline;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanNode;
import dev.amends.plan.PlanStep;
import java.util.Objects;

/**
 * Whether a saga can go on by another plan: every step that anything is on record of, or that may
 * be under way, has its name, kind and place there, and what is new comes after.
 */
public final class Succession {
  private Succession() {}

  /**
   * Whether the saga can go on by that plan.
   *
   * @param history read with the plan that it ran by
   */
  public static boolean fits(History history, Plan next) {
    Outline before = history.plan().outline();
    Outline after = next.outline();
    boolean listed = history.plan().steps().size() > before.steps().size();
    if (listed && after.steps().size() != before.steps().size()) {
      return false;
    }
    int last = lastTouched(history);
    if (last >= after.steps().size()) {
      return false;
    }
    for (int i = 0; i <= last; i++) {
      if (!same(before.steps().get(i), after.steps().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lastTouched(History history) {
    int last = -1;
    PlanNode current = history.currentNode();
    boolean goesOn = history.status() == SagaStatus.RUNNING && history.acquired();
    for (PlanStep step : history.plan().steps()) {
      boolean declared = step.item() == null;
      boolean recorded = history.step(step.index()).updatedAt() != null;
      boolean underWay = goesOn && current != null && current.index() == step.node();
      if (declared && (recorded || underWay)) {
        last = step.index();
      }
    }
    return last;
  }

  private static boolean same(Outline.Line one, Outline.Line other) {
    return one.name().equals(other.name())
        && one.kind() == other.kind()
        && Objects.equals(one.group(), other.group())
        && one.traits().equals(other.traits());
  }
}
