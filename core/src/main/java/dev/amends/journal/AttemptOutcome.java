package dev.amends.journal;

/** What a failed attempt proves; stored by its code. */
public enum AttemptOutcome {
  /** No effect, transient. */
  NOT_SENT(1),
  /** No effect, permanent. */
  REJECTED(2),
  /** May have happened. */
  UNKNOWN(3);

  private final int code;

  AttemptOutcome(int code) {
    this.code = code;
  }

  /** The stored code. */
  public int code() {
    return code;
  }

  /** The value of a stored code. */
  public static AttemptOutcome of(int code) {
    for (AttemptOutcome outcome : values()) {
      if (outcome.code == code) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("No attempt outcome has the code " + code);
  }
}
