package dev.amends;

import dev.amends.error.SagaUnfinishedException;
import dev.amends.journal.ParkReason;
import dev.amends.outcome.Failure;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller who waited for a saga gets.
 *
 * @param <O> the saga's output
 */
public sealed interface RunResult<O> {
  /** The saga that was waited for. */
  UUID id();

  /** It finished; {@code output} is null for sagas without one. */
  record Succeeded<O>(UUID id, @Nullable O output) implements RunResult<O> {}

  /**
   * Everything is undone; {@code step} is the step that failed, null when it was none. When it was
   * undone so long ago that its journal has been removed, the cause's code is {@code
   * details-removed}.
   */
  record Undone<O>(UUID id, @Nullable String step, Failure cause) implements RunResult<O> {}

  /**
   * It finished, so long ago that its output has been removed with its journal. Sagas without an
   * output are {@link Succeeded} as ever.
   */
  record Removed<O>(UUID id) implements RunResult<O> {}

  /** It waits for a person. */
  record Parked<O>(UUID id, ParkReason reason, @Nullable Failure cause) implements RunResult<O> {}

  /** Patience ended first; it settles in the background. {@code due}: when it goes on, if known. */
  record Unsettled<O>(UUID id, @Nullable Instant due) implements RunResult<O> {}

  /**
   * The output of a saga that succeeded.
   *
   * @throws SagaUnfinishedException if it did not, with the code {@code saga.undone}, {@code
   *     saga.parked}, {@code saga.unsettled} or {@code saga.removed}
   */
  default @Nullable O orThrow() {
    if (this instanceof Succeeded<O> succeeded) {
      return succeeded.output();
    }
    if (this instanceof Undone<O> undone) {
      throw new SagaUnfinishedException(
          "saga.undone", id(), "Everything is undone: " + undone.cause().message(), null);
    }
    if (this instanceof Parked<O> parked) {
      throw new SagaUnfinishedException(
          "saga.parked", id(), "The saga waits for a person: " + parked.reason(), null);
    }
    if (this instanceof Removed<O>) {
      throw new SagaUnfinishedException(
          "saga.removed",
          id(),
          "The saga finished so long ago that its output has been removed",
          null);
    }
    throw new SagaUnfinishedException(
        "saga.unsettled", id(), "The saga has not settled yet and goes on in the background", null);
  }
}
