package dev.amends.error;

/**
 * Base of all exceptions that the library throws itself. The code is stable across releases and is
 * what programs branch on; the message is for people and may change.
 */
public abstract class AmendsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  protected AmendsException(
      String code, String message, @org.jspecify.annotations.Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The stable code, for example {@code saga.key-reused}. */
  public final String code() {
    return code;
  }
}
