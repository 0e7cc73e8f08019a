package dev.amends.plan;

/** What else is special about a step; part of its plan's hash, stored by its name. */
public enum Trait {
  /** The point of no return. */
  PIVOT,
  /** Taken only if a condition holds. */
  CONDITIONAL,
  /** Taken once for each item of a list. */
  EACH
}
