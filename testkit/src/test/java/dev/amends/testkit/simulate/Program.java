package dev.amends.testkit.simulate;

import dev.amends.definition.Recovery;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A random program.
 *
 * @param recovery what a failure leads to
 * @param units its steps in order
 * @param exclusive whether all its sagas share one exclusive key
 * @param sagas how many are started
 */
record Program(Recovery recovery, List<Unit> units, boolean exclusive, int sagas) {
  /** The step of that name; items' steps are theirs. */
  Unit unit(String step) {
    int item = step.indexOf('[');
    String name = item < 0 ? step : step.substring(0, item);
    return units.stream().filter(unit -> unit.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return "%s%s, %d sagas%n%s"
        .formatted(
            recovery,
            exclusive ? ", exclusive" : "",
            sagas,
            units.stream().map(unit -> "    " + unit).collect(Collectors.joining("\n")));
  }
}
