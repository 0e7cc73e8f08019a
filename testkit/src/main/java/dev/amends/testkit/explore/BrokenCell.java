package dev.amends.testkit.explore;

import java.util.List;

/**
 * A run that did not come out right.
 *
 * @param what the scenario and what went wrong where
 * @param violations what does not hold, in words
 * @param end how the saga came to rest
 * @param journal its journal, a line an entry
 */
public record BrokenCell(String what, List<String> violations, String end, String journal) {
  public BrokenCell {
    violations = List.copyOf(violations);
  }

  @Override
  public String toString() {
    return "* %s%n    - %s%n    end: %s%n%s"
        .formatted(
            what,
            String.join(System.lineSeparator() + "    - ", violations),
            end,
            journal.indent(6).stripTrailing());
  }
}
