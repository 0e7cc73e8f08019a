package dev.amends.plan;

import dev.amends.action.ResultType;
import dev.amends.definition.Api;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One compiled step.
 *
 * @param index place among all steps of the plan, from 0; facts name the step by it
 * @param node index of the node that it belongs to
 * @param name unique name
 * @param kind what sort of unit it is
 * @param safety how it is safe to repeat
 * @param type what its result is stored as
 * @param actions the user's code
 * @param policies retries and times
 * @param api the catalogue entry that it calls
 * @param nothingToUndo whether the definition says that its effect may stay
 * @param traits what else is special about it
 */
public record PlanStep(
    int index,
    int node,
    String name,
    StepKind kind,
    Safety safety,
    ResultType<?> type,
    StepActions actions,
    StepPolicies policies,
    @Nullable Api api,
    boolean nothingToUndo,
    Set<Trait> traits) {
  public PlanStep {
    traits = Set.copyOf(traits);
  }

  /** Whether it is the point of no return. */
  public boolean pivot() {
    return traits.contains(Trait.PIVOT);
  }

  /** Whether a condition decides if it is taken. */
  public boolean conditional() {
    return traits.contains(Trait.CONDITIONAL);
  }

  /** Whether a known effect can be undone when the saga turns round. */
  public boolean undoable() {
    return actions.undo() != null || actions.undoUnknown() != null;
  }

  /** Whether turning round may leave this step's known effect as it is. */
  public boolean mayStay() {
    return nothingToUndo || safety == Safety.READ_ONLY;
  }

  /** Whether an effect that may be there can be undone without looking. */
  public boolean undoableUnknown() {
    return actions.undoUnknown() != null;
  }
}
