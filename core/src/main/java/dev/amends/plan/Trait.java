package dev.amends.plan;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What else is special about a step; part of its plan's hash, stored by its name. */
public enum Trait {
  /** The point of no return. */
  PIVOT,
  /** Taken only if a condition holds. */
  CONDITIONAL,
  /** Taken once for each item of a list. */
  EACH;

  /** These, unmodifiable and in a fixed order. */
  static Set<Trait> inOrder(Set<Trait> some) {
    Set<Trait> ordered = EnumSet.noneOf(Trait.class);
    ordered.addAll(some);
    return Collections.unmodifiableSet(ordered);
  }
}
