package dev.amends.error;

/** The engine has not started yet or was shut down; nothing was written. */
public final class EngineNotRunningException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "engine.not-running";

  public EngineNotRunningException(String message) {
    super(CODE, message, null);
  }

  public EngineNotRunningException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
