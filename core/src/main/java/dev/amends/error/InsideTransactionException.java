package dev.amends.error;

/**
 * A remote call, or a wait for a saga, was asked for while a transaction or connection is bound to
 * the thread.
 */
public final class InsideTransactionException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "run.inside-transaction";

  public InsideTransactionException(String message) {
    super(CODE, message, null);
  }

  public InsideTransactionException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
