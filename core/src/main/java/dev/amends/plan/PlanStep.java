package dev.amends.plan;

import dev.amends.action.ResultType;
import dev.amends.definition.Api;
import java.util.EnumSet;
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
 * @param item key of the item that it is taken for; null for a step as it was declared
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
    Set<Trait> traits,
    @Nullable String item) {
  public PlanStep {
    traits = Trait.inOrder(traits);
  }

  /** The name of a step that is taken for an item. */
  public static String itemName(String declared, String item) {
    return declared + "[" + item + "]";
  }

  /** This step for one item. */
  PlanStep forItem(int place, String key) {
    Set<Trait> own = EnumSet.noneOf(Trait.class);
    own.addAll(traits);
    own.remove(Trait.EACH);
    own.remove(Trait.CONDITIONAL);
    return new PlanStep(
        place,
        node,
        itemName(name, key),
        kind,
        safety,
        type,
        actions,
        policies,
        api,
        nothingToUndo,
        own,
        key);
  }

  /** The name that it was declared with. */
  public String declaredName() {
    return item == null ? name : name.substring(0, name.length() - item.length() - 2);
  }

  /** Whether it stands for as many steps as there are items in a list. */
  public boolean each() {
    return traits.contains(Trait.EACH);
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
    return ownUndo() || (actions.child() != null && actions.child().undoable());
  }

  /** Whether the definition says how to undo it. */
  public boolean ownUndo() {
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
