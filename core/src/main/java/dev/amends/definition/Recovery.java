package dev.amends.definition;

/** What a failed saga does. */
public enum Recovery {
  /** Undo every step that happened or may have, newest first. Fits frequent operations. */
  COMPENSATE,
  /**
   * Keep what succeeded, park, and let a person resume. Fits operations that are rare and expensive
   * to undo.
   */
  REPROCESS
}
