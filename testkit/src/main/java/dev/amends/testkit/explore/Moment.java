package dev.amends.testkit.explore;

/** On which side of its effect a point is hit. */
public enum Moment {
  /** Nothing has happened yet, and nothing will. */
  BEFORE,
  /** The effect is there, the commit is in; nobody was told. */
  AFTER
}
