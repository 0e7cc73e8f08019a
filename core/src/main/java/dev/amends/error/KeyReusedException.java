package dev.amends.error;

/** A start used the key of an earlier saga with another input; nothing was written. */
public final class KeyReusedException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "saga.key-reused";

  public KeyReusedException(String message) {
    super(CODE, message, null);
  }

  public KeyReusedException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
