package dev.amends.internal.call;

import dev.amends.error.PayloadUnreadableException;
import dev.amends.outcome.Failure;

/**
 * Code came to its end because something stored could not be read. Nothing is wrong with the step:
 * its saga parks, and goes on once a release can read it.
 */
public final class CouldNotReadException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Exception thrown;

  CouldNotReadException(Exception thrown) {
    super(thrown);
    this.thrown = thrown;
  }

  /** What the code threw. */
  public Exception thrown() {
    return thrown;
  }

  /** What is on record of it. */
  public Failure failure() {
    return Failure.of(PayloadUnreadableException.CODE, UserCode.text(thrown));
  }
}
