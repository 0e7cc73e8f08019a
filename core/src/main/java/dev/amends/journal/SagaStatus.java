package dev.amends.journal;

/** Where a saga stands; stored by its code. */
public enum SagaStatus {
  /** Going forward. */
  RUNNING(1),
  /** Undoing what happened. */
  COMPENSATING(2),
  /** Stopped until a person decides. */
  PARKED(3),
  /** Finished. */
  SUCCEEDED(4),
  /** Undone. */
  COMPENSATED(5);

  private final int code;

  SagaStatus(int code) {
    this.code = code;
  }

  /** The stored code. */
  public int code() {
    return code;
  }

  /** Whether nothing will change any more. */
  public boolean ended() {
    return this == SUCCEEDED || this == COMPENSATED;
  }

  /** The status of a stored code. */
  public static SagaStatus of(int code) {
    for (SagaStatus status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    throw new IllegalArgumentException("No saga status has the code " + code);
  }
}
