package dev.amends.error;

/** Stored bytes could not be read as the type asked for; the bytes stay as they are. */
public final class PayloadUnreadableException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "payload.unreadable";

  public PayloadUnreadableException(String message) {
    super(CODE, message, null);
  }

  public PayloadUnreadableException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
