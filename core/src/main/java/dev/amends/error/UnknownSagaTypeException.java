package dev.amends.error;

/** No definition of that name or class is registered with this application. */
public final class UnknownSagaTypeException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "saga.type-unknown";

  public UnknownSagaTypeException(String message) {
    super(CODE, message, null);
  }

  public UnknownSagaTypeException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
