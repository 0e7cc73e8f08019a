package dev.amends.error;

/** A saga key that is blank or too long; nothing was written. */
public final class InvalidKeyException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "saga.key-invalid";

  public InvalidKeyException(String message) {
    super(CODE, message, null);
  }

  public InvalidKeyException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
