package dev.amends.plan;

/** What sort of unit a step is; stored by its code. */
public enum StepKind {
  /** Runs in one database transaction together with its own checkpoint. */
  LOCAL(1),
  /** Calls something outside. */
  REMOTE(2),
  /** Waits for a signal. */
  AWAIT(3),
  /** Another saga does it. */
  CHILD(4);

  private final int code;

  StepKind(int code) {
    this.code = code;
  }

  /** The stored code. */
  public int code() {
    return code;
  }
}
