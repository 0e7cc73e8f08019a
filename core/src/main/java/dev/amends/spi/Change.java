package dev.amends.spi;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an append changes in the index besides adding its journal row. */
public sealed interface Change {
  /** Nothing. */
  record None() implements Change {}

  /**
   * The saga comes into being: its index row (unless {@link SagaStore#open} has inserted that in
   * the same transaction) and its live row.
   *
   * @param saga the index row
   * @param owner incarnation that drives it, null when nobody does yet
   * @param due when it shall be woken if nobody owns it
   */
  record Open(NewSaga saga, @Nullable Long owner, @Nullable Instant due) implements Change {}

  /**
   * A saga that had succeeded comes back to be undone: its index row loses its end, and its live
   * row is there again, compensating, owned by nobody and due. One that has not succeeded is a
   * conflict.
   */
  record Reopen() implements Change {}

  /**
   * The live row says something else.
   *
   * @param status new status
   * @param reason why it is parked, else null
   * @param owner incarnation that drives it, null for parked and dormant sagas
   * @param due when a dormant saga shall be woken, else null
   * @param planHash the plan that it runs by from here on, null for the one that it has
   */
  record Move(
      SagaStatus status,
      @Nullable ParkReason reason,
      @Nullable Long owner,
      @Nullable Instant due,
      @Nullable String planHash)
      implements Change {
    /** A change under the same plan. */
    public Move(
        SagaStatus status,
        @Nullable ParkReason reason,
        @Nullable Long owner,
        @Nullable Instant due) {
      this(status, reason, owner, due, null);
    }
  }

  /**
   * The saga ends: the index row gets its end, the live row goes, an exclusive key is handed to the
   * next in line, whose mailbox gets a row.
   *
   * @param status how it ended
   * @param exclusive the key that it held or waited for, null when it had none
   */
  record Close(SagaStatus status, @Nullable String exclusive) implements Change {}
}
