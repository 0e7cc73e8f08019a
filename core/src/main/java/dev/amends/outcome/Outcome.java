package dev.amends.outcome;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt of a remote call came to. The four differ in what they prove about the other
 * side: only that decides whether a call may be repeated and whether it has to be undone.
 */
public sealed interface Outcome {

  /** The effect is there; {@code value} is the step's result. */
  record Success(@Nullable Object value) implements Outcome {}

  /** Definitely no effect, and repeating the same request would not help. */
  record Rejected(Failure failure) implements Outcome {}

  /** Definitely no effect, for a reason that may pass; {@code after} is a minimum wait. */
  record NotSent(Failure failure, @Nullable Duration after) implements Outcome {}

  /** May have happened; {@code after} is a minimum wait before the next request. */
  record Unknown(Failure failure, @Nullable Duration after) implements Outcome {}

  /** A definite refusal. */
  static Outcome rejected(Failure failure) {
    return new Rejected(failure);
  }

  /** A request that never left, or was turned away unread. */
  static Outcome notSent(Failure failure) {
    return new NotSent(failure, null);
  }

  /** A request whose fate nobody knows. */
  static Outcome unknown(Failure failure) {
    return new Unknown(failure, null);
  }
}
