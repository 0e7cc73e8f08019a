package dev.amends.internal.read;

import dev.amends.journal.Fact;
import dev.amends.plan.Outline;
import dev.amends.plan.PlanStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of a saga's steps by their indexes, as its journal is read on. Used by one thread. */
final class StepNames {
  private final List<String> names = new ArrayList<>();

  StepNames(@Nullable Outline outline) {
    if (outline != null) {
      outline.steps().forEach(line -> names.add(line.name()));
    }
  }

  /** The name of a step, null where the plan is not known. */
  @Nullable String of(int index) {
    return index >= 0 && index < names.size() ? names.get(index) : null;
  }

  /** From here on there is a step for each item. */
  void add(Fact.Expanded expanded) {
    String declared = of(expanded.step());
    if (declared != null) {
      expanded.items().forEach(item -> names.add(PlanStep.itemName(declared, item.key())));
    }
  }
}
