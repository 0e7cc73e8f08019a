package dev.amends.outcome;

import java.util.Objects;

/**
 * Thrown by an action that knows itself what its call came to, for example after reading an error
 * body. It is classified as exactly that outcome.
 */
public final class OutcomeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Outcome outcome;

  public OutcomeException(Outcome outcome, String message) {
    super(message);
    this.outcome = Objects.requireNonNull(outcome, "outcome");
  }

  /** What the call came to. */
  public Outcome outcome() {
    return outcome;
  }
}
