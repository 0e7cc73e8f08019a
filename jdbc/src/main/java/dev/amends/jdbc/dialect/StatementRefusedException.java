package dev.amends.jdbc.dialect;

import dev.amends.error.AmendsException;

/**
 * The database refused a statement for good: its data, the rights of its user, or the schema does
 * not fit. Trying again does not help; nothing was written by this call.
 */
public final class StatementRefusedException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "store.statement-refused";

  public StatementRefusedException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
