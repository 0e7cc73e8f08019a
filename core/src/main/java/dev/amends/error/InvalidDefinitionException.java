package dev.amends.error;

/**
 * A saga definition that cannot work, found when it is compiled at start-up; the message lists
 * every mistake and how to mend it.
 */
public final class InvalidDefinitionException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "definition.invalid";

  public InvalidDefinitionException(String message) {
    super(CODE, message, null);
  }

  public InvalidDefinitionException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
