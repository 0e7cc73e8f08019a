package dev.amends.journal;

/** Why a saga is parked; stored by its code. */
public enum ParkReason {
  /** A step failed, and its definition keeps what succeeded. */
  STEP_FAILED(1),
  /** Nobody can tell whether a call took effect. */
  UNKNOWN_OUTCOME(2),
  /** A compensation was tried for as long as its policy says. */
  COMPENSATION_FAILED(3),
  /** No node has this saga's definition any more, and the present one does not fit its history. */
  DEFINITION_CHANGED(4),
  /** A stored payload, or one to be stored, cannot be read or written. */
  PAYLOAD_UNREADABLE(5),
  /** Node after node died while driving it. */
  CRASH_LOOP(6),
  /** The journal misses a position: acknowledged facts were lost. */
  HISTORY_GAP(7);

  private final int code;

  ParkReason(int code) {
    this.code = code;
  }

  /** The stored code. */
  public int code() {
    return code;
  }

  /** The reason of a stored code. */
  public static ParkReason of(int code) {
    for (ParkReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException("No park reason has the code " + code);
  }
}
