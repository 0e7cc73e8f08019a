package dev.amends.error;

/**
 * The result of a step was asked for that was skipped; use {@code Run.find} where a step may be
 * skipped.
 */
public final class StepSkippedException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "step.skipped";

  public StepSkippedException(String message) {
    super(CODE, message, null);
  }

  public StepSkippedException(String message, Throwable cause) {
    super(CODE, message, cause);
  }
}
