package dev.amends.testkit.store;

import dev.amends.journal.SagaAddress;
import dev.amends.spi.Append;
import dev.amends.spi.Flushed;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.Mailbox.Signal;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Opened;
import dev.amends.spi.SagaRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writing in the transaction that is bound to the calling thread. */
final class InMemoryCurrent {
  /** How long user code waits for a lock: the database's own limit, not the writer's. */
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

  private final Session session;

  InMemoryCurrent(Session session) {
    this.session = session;
  }

  Opened open(NewSaga saga) {
    Tx tx = required();
    session.before(StoreOperation.OPEN);
    Opened opened = session.database().inside(tables -> open(tables, tx, saga));
    session.after(StoreOperation.OPEN);
    return opened;
  }

  private Opened open(Tables tables, Tx tx, NewSaga saga) {
    return switch (rows(tables, tx).insert(saga)) {
      case COMMITTED -> new Opened.New();
      case CONFLICT -> new Opened.Existing(existing(tables, tx, saga));
      case BLOCKED -> throw Session.refused(StoreOperation.OPEN, "lock time-out");
      default -> throw Session.refused(StoreOperation.OPEN, "data that it does not take");
    };
  }

  private static SagaRow existing(Tables tables, Tx tx, NewSaga wanted) {
    if (wanted.key() == null) {
      throw Session.refused(StoreOperation.OPEN, "number or id is taken");
    }
    Tables.Key key = new Tables.Key(wanted.type(), wanted.key());
    NewSaga own = tx.opened.get(key);
    if (own != null) {
      long number = own.address().number();
      Tables.End end = tx.ends.get(number);
      Optional<Tables.LiveRow> live = tx.live.getOrDefault(number, Optional.empty());
      return end == null ? Tables.row(own, live.orElse(null)) : Tables.ended(own, end);
    }
    return Optional.ofNullable(tables.keys.get(key))
        .map(tables.sagas::get)
        .map(tables::row)
        .orElseThrow(() -> Session.refused(StoreOperation.OPEN, "number or id is taken"));
  }

  boolean append(Append append) {
    Tx tx = required();
    session.before(StoreOperation.APPEND);
    Flushed answer = session.database().inside(tables -> rows(tables, tx).write(append, true));
    tx.doomed |= answer != Flushed.COMMITTED;
    session.after(StoreOperation.APPEND);
    return switch (answer) {
      case COMMITTED -> true;
      case CONFLICT -> false;
      case BLOCKED -> throw Session.refused(StoreOperation.APPEND, "lock time-out");
      default -> throw Session.refused(StoreOperation.APPEND, "data that it does not take");
    };
  }

  /** Puts a message that becomes visible with the commit; false without a transaction. */
  static boolean put(InMemoryDatabase database, SagaAddress saga, Kind kind, byte[] body) {
    Tx tx = database.current();
    if (tx == null) {
      return false;
    }
    return database.inside(tables -> tx.changes.add(() -> tables.putMail(saga, kind, body)));
  }

  /** Stores a signal that becomes visible with the commit; null without a transaction. */
  static @Nullable Boolean signal(InMemoryDatabase database, Signal signal, Instant now) {
    Tx tx = database.current();
    if (tx == null) {
      return null;
    }
    return database.inside(
        tables -> {
          boolean news = !tables.has(signal);
          return tx.changes.add(() -> tables.putSignal(signal, now)) && news;
        });
  }

  private AppendRows rows(Tables tables, Tx tx) {
    InMemoryDatabase database = session.database();
    return new AppendRows(tables, tx, new Locking(database, LOCK_TIMEOUT), database.now());
  }

  private Tx required() {
    @Nullable Tx tx = session.database().current();
    if (tx == null) {
      throw new IllegalStateException(
          "No transaction is bound to this thread; call it inside InMemoryTransactions.inNew.");
    }
    return tx;
  }

  /** The appends of a transaction, for those who decide on faults. */
  static List<Append> appends(Tx tx) {
    return List.copyOf(tx.appends);
  }
}
