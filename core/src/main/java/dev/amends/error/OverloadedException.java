package dev.amends.error;

import java.time.Duration;

/**
 * So many sagas of the type wait for their turn already that this node starts no more of them.
 * Nothing was written; the same start may be tried again later.
 */
public final class OverloadedException extends AmendsException {
  private static final long serialVersionUID = 1L;

  /** The stable code of this exception. */
  public static final String CODE = "saga.overloaded";

  private final Duration retryAfter;

  public OverloadedException(String type, int waiting, Duration retryAfter) {
    super(
        CODE,
        "%,d sagas of '%s' that this node has started wait for their turn; it starts no more of them now. Try again after %d s, or add nodes"
            .formatted(waiting, type, retryAfter.toSeconds()),
        null);
    this.retryAfter = retryAfter;
  }

  /** When it is worth another try: about half of those that wait have had their turn by then. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
