package dev.amends.error;

/** The database could not be reached or refused the work; nothing was written by this call. */
public final class StoreUnavailableException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "store.unavailable";

  public StoreUnavailableException(String message) {
    super(CODE, message, null);
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
