package dev.amends.internal.start;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.internal.drive.Appends;
import dev.amends.internal.drive.Drive;
import dev.amends.internal.drive.Driving;
import dev.amends.internal.drive.Hold;
import dev.amends.internal.write.JournalWriter;
import dev.amends.internal.write.Written;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts sagas that no transaction of the caller's is involved in and that begin with a remote
 * step: through the journal writer, together with whatever else is being written. Safe for many
 * threads.
 */
final class Starter {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SagaStore store;
  private final JournalWriter writer;
  private final Appends appends;
  private final Driving driving;
  private final BooleanSupplier leased;

  Starter(
      SagaStore store,
      JournalWriter writer,
      Appends appends,
      Driving driving,
      BooleanSupplier leased) {
    this.store = store;
    this.writer = writer;
    this.appends = appends;
    this.driving = driving;
    this.leased = leased;
  }

  StartResult start(StartOrder order, @Nullable Executor home) {
    Append append = append(order, List.of(order.started()));
    Written written = writer.writeNow(append, order.subject().type(), PATIENCE);
    return switch (written) {
      case APPENDED -> created(order, List.of(order.started()), append, home);
      case DUPLICATE, FENCED -> existing(order);
      case IN_DOUBT ->
          throw new UnknownCommitException(
              "Whether '%s' was started with key '%s' is not known: the database did not answer. Start it again with the same key"
                  .formatted(order.subject().type(), order.subject().key()));
      case REFUSED ->
          throw new StoreUnavailableException(
              "The database refuses to store the start of '%s'; its key or context has characters that it does not take"
                  .formatted(order.subject().type()));
      case UNAVAILABLE ->
          throw new StoreUnavailableException(
              "'%s' was not started: the database cannot be reached"
                  .formatted(order.subject().type()));
    };
  }

  /** The append of a start. Without a lease nobody owns it, and whoever has one takes it up. */
  Append append(StartOrder order, List<Fact> facts) {
    boolean mine = leased.getAsBoolean();
    Change open =
        new Change.Open(order.row(), mine ? appends.incarnation() : null, mine ? null : order.at());
    return appends.of(order.subject().address(), 1, order.at(), facts).with(open);
  }

  /** Takes a start that is durable into memory, if it is this node's to drive. */
  StartResult created(StartOrder order, List<Fact> facts, Append append, @Nullable Executor home) {
    Drive drive = null;
    if (append.change() instanceof Change.Open open && open.owner() != null) {
      History history = History.of(order.plan()).plus(new JournalEntry(1, 0, 0, order.at(), facts));
      Hold hold = new Hold(open.owner(), order.since());
      drive =
          home == null
              ? driving.take(order.subject(), history, hold)
              : driving.take(order.subject(), history, hold, home);
    }
    return new StartResult(order.subject().id(), order.subject().address().number(), true, drive);
  }

  /** The saga that was there first; its input must be the same. */
  StartResult existing(StartOrder order) {
    String key = order.subject().key();
    Optional<SagaRow> found =
        key == null ? Optional.empty() : store.find(order.subject().type(), key);
    SagaRow row =
        found.orElseThrow(
            () ->
                new StoreUnavailableException(
                    "The start of '%s' collided with another one that is not there any more; try again"
                        .formatted(order.subject().type())));
    return existing(order, row);
  }

  /** A start that is durable waits for the sweep. */
  void waits(String type) {
    driving.waits(type);
  }

  /**
   * Refuses a start while too many of the type wait already.
   *
   * @throws dev.amends.error.OverloadedException if so
   */
  void checkRoom(String type) {
    driving.checkRoom(type);
  }

  StartResult existing(StartOrder order, SagaRow row) {
    Orders.checkSameInput(order, row);
    return new StartResult(
        row.id(), row.address().number(), false, driving.find(row.address().number()));
  }

  /** Whether this row is what an earlier try of the same start left. */
  static boolean own(StartOrder order, SagaRow row) {
    return row.id().equals(order.subject().id());
  }
}
