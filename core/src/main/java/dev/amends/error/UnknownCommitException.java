package dev.amends.error;

/** The answer to a commit was lost: the transaction may or may not be in. */
public final class UnknownCommitException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "store.commit-unknown";

  public UnknownCommitException(String message) {
    super(CODE, message, null);
  }

  public UnknownCommitException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
