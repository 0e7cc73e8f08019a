package dev.amends.action;

/** The result of a step that has none to give. */
public enum Done {
  /** It happened; there is nothing more to say. */
  DONE
}
