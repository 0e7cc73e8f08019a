package dev.amends.testkit.explore;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing to try.
 *
 * @param scenario how the saga goes when nothing breaks
 * @param faults what goes wrong
 */
record Cell(Scenario scenario, List<Injection> faults) {
  Cell {
    faults = List.copyOf(faults);
  }

  /** Nothing goes wrong. */
  static Cell calm(Scenario scenario) {
    return new Cell(scenario, List.of());
  }

  Cell and(Injection second) {
    return new Cell(scenario, Stream.concat(faults.stream(), Stream.of(second)).toList());
  }

  /** How long absence proves nothing in this run. */
  Duration settle() {
    return faults.stream().anyMatch(fault -> fault.fault() == FaultKind.LATE)
        ? Quick.LONG_SETTLE
        : Quick.SETTLE;
  }

  /** Whether a local step may throw, which its caller hears when nothing stands before it. */
  boolean maybeRefusedAtOnce() {
    return scenario.refused() != null
        || faults.stream()
            .anyMatch(
                fault ->
                    fault.point().kind() == PointKind.LOCAL && fault.fault() == FaultKind.ERROR);
  }

  @Override
  public String toString() {
    String wrong =
        faults.isEmpty()
            ? "nothing goes wrong"
            : faults.stream().map(Injection::toString).collect(Collectors.joining("; then "));
    return scenario + "; " + wrong;
  }
}
