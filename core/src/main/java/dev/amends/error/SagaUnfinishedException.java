package dev.amends.error;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga that its caller waited for gives no output: it was undone, is parked, has not settled
 * within the caller's patience, or finished so long ago that its output has been removed. Carries
 * the saga's id and, for an undone one, the cause's text.
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
