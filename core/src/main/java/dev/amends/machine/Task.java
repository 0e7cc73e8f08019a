package dev.amends.machine;

/**
 * A piece of user code to execute.
 *
 * @param work which code
 * @param step index of the step that it belongs to
 */
public record Task(Work work, int step) {
  /** Which code of a step. */
  public enum Work {
    /** The action. */
    CALL,
    /** The probe. */
    PROBE,
    /** The compensation of a known effect. */
    UNDO,
    /** The compensation of an effect that may be there. */
    UNDO_UNKNOWN
  }
}
