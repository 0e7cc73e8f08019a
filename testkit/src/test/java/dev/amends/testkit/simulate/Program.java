package dev.amends.testkit.simulate;

import dev.amends.definition.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A random program.
 *
 * @param type the stored name of its definition
 * @param recovery what a failure leads to
 * @param units its steps in order
 * @param exclusive whether all its sagas share one exclusive key
 * @param child what its steps of kind {@code CHILD} are done by, null when it has none
 */
record Program(
    String type, Recovery recovery, List<Unit> units, boolean exclusive, @Nullable Program child) {

  /** Whether its sagas can be undone even when they have succeeded. */
  boolean undoable() {
    boolean childUndoable = child != null && child.undoable();
    return recovery == Recovery.COMPENSATE
        && units.stream().allMatch(unit -> unit.undoable(childUndoable));
  }

  /** This one and those that do its steps, outermost first. */
  List<Program> family() {
    List<Program> all = new ArrayList<>();
    for (Program each = this; each != null; each = each.child()) {
      all.add(each);
    }
    return all;
  }

  /** The same with another child. */
  Program with(@Nullable Program other) {
    return new Program(type, recovery, units, exclusive, other);
  }

  /** The name that a step was declared with; items' steps are theirs. */
  static String declared(String step) {
    int item = step.indexOf('[');
    return item < 0 ? step : step.substring(0, item);
  }

  @Override
  public String toString() {
    String own =
        "%s: %s%s%n%s"
            .formatted(
                type,
                recovery,
                exclusive ? ", exclusive" : "",
                units.stream().map(unit -> "    " + unit).collect(Collectors.joining("\n")));
    return child == null ? own : own + "\n" + child;
  }
}
