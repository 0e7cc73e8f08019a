package dev.amends.testkit.explore;

import org.jspecify.annotations.Nullable;

/**
 * How the saga goes when nothing breaks.
 *
 * @param refused the step that the other side refuses for good, null when all succeed
 */
record Scenario(@Nullable String refused) {
  @Override
  public String toString() {
    return refused == null ? "every step succeeds" : "step '%s' is refused".formatted(refused);
  }
}
