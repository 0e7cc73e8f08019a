package dev.amends.journal;

/** How it is known that a step's effect is there; stored by its code. */
public enum Via {
  /** The call answered. */
  CALL(1),
  /** A probe found it. */
  PROBE(2);

  private final int code;

  Via(int code) {
    this.code = code;
  }

  /** The stored code. */
  public int code() {
    return code;
  }

  /** The value of a stored code. */
  public static Via of(int code) {
    return code == PROBE.code ? PROBE : CALL;
  }
}
