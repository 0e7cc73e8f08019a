package dev.amends.error;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga that its caller waited for did not succeed: it was undone, is parked, or has not settled
 * within the caller's patience. Carries the saga's id and, for an undone one, the cause's text.
 */
public final class SagaUnfinishedException extends AmendsException {
  private static final long serialVersionUID = 1L;

  private final UUID saga;

  public SagaUnfinishedException(
      String code, UUID saga, String message, @Nullable Throwable cause) {
    super(code, message, cause);
    this.saga = saga;
  }

  /** The saga that was waited for. */
  public UUID saga() {
    return saga;
  }
}
