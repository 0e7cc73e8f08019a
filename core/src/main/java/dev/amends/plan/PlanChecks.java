package dev.amends.plan;

import dev.amends.action.Done;
import dev.amends.action.ResultType;
import dev.amends.definition.Recovery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The checks of a definition at start-up; each mistake says how to mend it. */
final class PlanChecks {
  static final int MAX_STEPS = 500;
  private static final String NAME = "[a-z0-9][a-z0-9.-]{0,99}";

  private PlanChecks() {}

  static <I, O> List<String> mistakes(String name, PlanBuilder<I, O> draft) {
    List<String> mistakes = new ArrayList<>();
    checkName("its name", name, mistakes);
    if (draft.steps.isEmpty()) {
      mistakes.add("it declares no step; declare at least one in define(…)");
    }
    if (draft.steps.size() > MAX_STEPS) {
      mistakes.add(
          "it declares %d steps, at most %d are allowed; split it into several sagas"
              .formatted(draft.steps.size(), MAX_STEPS));
    }
    Set<String> names = new HashSet<>();
    for (StepDraft<I, ?> step : draft.steps) {
      checkName("the name of a step", step.name, mistakes);
      if (!names.add(step.name)) {
        mistakes.add("two steps are named '%s'; give each its own name".formatted(step.name));
      }
      if (step.group != null) {
        checkName("the name of a group", step.group, mistakes);
      }
      checkSafety(step, mistakes);
    }
    draft.steps.forEach(step -> checkChild(step, mistakes));
    checkPivot(draft.steps, mistakes);
    if (draft.recovery == Recovery.COMPENSATE) {
      checkCompensations(beforePivot(draft.steps), mistakes);
    }
    return mistakes;
  }

  private static void checkName(String what, String name, List<String> mistakes) {
    if (!name.matches(NAME)) {
      mistakes.add(
          "%s, '%s', must be 1 to 100 of a-z, 0-9, '.' and '-', starting with a letter or digit"
              .formatted(what, name));
    }
  }

  private static void checkSafety(StepDraft<?, ?> step, List<String> mistakes) {
    if (step.safety == null) {
      mistakes.add(
          "remote step '%s' does not say how it is safe to repeat; choose one of .probe(…), .probeAll(…), .idempotent(), .atMostOnce() or .readOnly()"
              .formatted(step.name));
    }
    if (step.safety == Safety.READ_ONLY && step.undoable()) {
      mistakes.add(
          "step '%s' is read-only and has a compensation; drop one of the two"
              .formatted(step.name));
    }
  }

  private static void checkChild(StepDraft<?, ?> step, List<String> mistakes) {
    if (step.childDefinition == null) {
      return;
    }
    String what = "step '%s' is done by %s, ".formatted(step.name, step.childDefinition.getName());
    Plan child = step.child;
    if (child == null) {
      mistakes.add(
          what
              + "which is not among this application's saga definitions or cannot work itself; register it (as a bean, with Spring)");
      return;
    }
    ResultType<?> gives = child.outputType();
    ResultType<?> given = gives == null ? ResultType.of(Done.class) : gives;
    if (!given.type().equals(step.type.type())) {
      mistakes.add(
          what
              + "which gives %s, not %s; name the type that it declares with .returns(…)"
                  .formatted(given.type().getTypeName(), step.type.type().getTypeName()));
    }
    if (child.exclusive()) {
      mistakes.add(
          what
              + "which has an exclusive key of its own; a saga and its children share one: move .exclusive(…) to the outermost");
    }
  }

  private static <I> void checkPivot(List<StepDraft<I, ?>> steps, List<String> mistakes) {
    List<StepDraft<I, ?>> pivots = steps.stream().filter(step -> step.pivot).toList();
    if (pivots.size() > 1) {
      mistakes.add(
          "the steps '%s' are all marked .pivot(); there is one point of no return at most, the first of them"
              .formatted(String.join("', '", pivots.stream().map(step -> step.name).toList())));
    }
    for (StepDraft<I, ?> pivot : pivots) {
      if (pivot.group != null) {
        mistakes.add(
            "step '%s' is the pivot and in group '%s', whose other steps may fail; take it out of the group"
                .formatted(pivot.name, pivot.group));
      }
      if (pivot.each()) {
        mistakes.add(
            "step '%s' is the pivot and taken for each item of a list, some of which may fail; drop one of the two"
                .formatted(pivot.name));
      }
      if (pivot.safety == Safety.AT_MOST_ONCE || pivot.safety == Safety.READ_ONLY) {
        mistakes.add(
            "step '%s' is the pivot, and a lost answer could not be settled; make it .probe(…), .probeAll(…) or .idempotent()"
                .formatted(pivot.name));
      }
    }
  }

  /** The steps that may have to be undone, and the pivot, if there is one. */
  private static <I> List<StepDraft<I, ?>> beforePivot(List<StepDraft<I, ?>> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).pivot) {
        return steps.subList(0, i + 1);
      }
    }
    return steps;
  }

  private static <I> void checkCompensations(List<StepDraft<I, ?>> steps, List<String> mistakes) {
    for (int i = 0; i < steps.size(); i++) {
      StepDraft<I, ?> step = steps.get(i);
      boolean noEffect = step.safety == null || step.safety == Safety.READ_ONLY;
      if (step.child != null && !step.nothingToUndo && !step.pivot && !step.undoable()) {
        mistakes.add(
            "step '%s' is done by a saga that cannot be undone any more once it has succeeded: it has a pivot, parks when it fails, or has a step without compensation; let it be undoable, add .compensate(…) or .nothingToUndo() to the step, or declare it at or after the pivot"
                .formatted(step.name));
        continue;
      }
      if (step.nothingToUndo || step.pivot || noEffect || step.kind == StepKind.AWAIT) {
        continue;
      }
      boolean another = i < steps.size() - 1 || step.group != null || step.each();
      if (another && !step.undoable()) {
        mistakes.add(
            "step '%s' has no compensation although another step may fail after it; add .compensate(…), or .nothingToUndo() if its effect may stay"
                .formatted(step.name));
      }
      if (step.safety == Safety.IDEMPOTENT && !step.undoableUnknown()) {
        mistakes.add(
            "idempotent step '%s' cannot be undone while nobody knows whether it happened; add .compensateUnknown(…), which works by run.idempotencyKey() alone, or .nothingToUndo()"
                .formatted(step.name));
      }
    }
  }
}
