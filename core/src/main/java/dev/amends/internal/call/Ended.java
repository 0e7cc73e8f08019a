package dev.amends.internal.call;

import dev.amends.journal.Payload;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import java.time.Duration;

/** How a call of user code ended. */
public sealed interface Ended {
  /** It gave this result. */
  record Gave(Payload result) implements Ended {}

  /** It gave a result that cannot be stored; the effect is there all the same. */
  record GaveUnstorable(Failure failure) implements Ended {}

  /** A probe saw nothing. */
  record SawNothing() implements Ended {}

  /** A probe saw a stranger's. */
  record SawStranger(String reason) implements Ended {}

  /** It threw, and that means this; never a success. */
  record Threw(Outcome outcome) implements Ended {}

  /** What the user code could not read of the journal, kept as it is. */
  record CouldNotRead(Failure failure) implements Ended {}

  /** It was not made: the right to begin work had gone before its turn came. */
  record NotBegun() implements Ended {}

  /** A call that did not come back in time. */
  static Ended timedOut(Duration after) {
    return new Threw(
        Outcome.unknown(
            Failure.of("timeout", "No answer within %d ms.".formatted(after.toMillis()))));
  }
}
