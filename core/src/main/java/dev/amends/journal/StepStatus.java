package dev.amends.journal;

/** Where a step stands, derived from plan and journal. */
public enum StepStatus {
  /** Not begun. */
  READY,
  /** Enabled and unfinished in a saga that runs. */
  RUNNING,
  /** Its effect is there. */
  SUCCESS,
  /** It failed and has no effect. */
  FAILED,
  /** It may have an effect. */
  UNKNOWN,
  /** Its effect was undone. */
  COMPENSATED,
  /** Its undo was tried for as long as its policy says. */
  COMPENSATION_FAILED,
  /** It was left out. */
  SKIPPED
}
