package dev.amends.error;

/** An input or a result is larger than the configured limit; nothing was written. */
public final class PayloadTooLargeException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "payload.too-large";

  public PayloadTooLargeException(String message) {
    super(CODE, message, null);
  }

  public PayloadTooLargeException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
