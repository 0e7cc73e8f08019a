package dev.amends.testkit.store;

import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.Flushed;
import dev.amends.spi.Mailbox;
import dev.amends.spi.NewSaga;
import dev.amends.spi.StoredEntry;
import dev.amends.testkit.store.Tables.LiveRow;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one append into a transaction: locks what must be unique, looks whether it is
 * free, and notes what becomes true. {@link Flushed#COMMITTED} means that nothing hinders it.
 */
final class AppendRows {
  /** Longest type, key and other name; longer ones are refused, as a database refuses them. */
  static final int MAX_TEXT = 255;

  /** Lock names; each stands for a unique key or a row. */
  private record IdLock(UUID id) {}

  private record NumberLock(long number) {}

  private record EntryLock(SagaAddress saga, int position) {}

  private record LiveLock(long number) {}

  private final Tables tables;
  private final Tx tx;
  private final Locking locks;
  private final Instant now;

  AppendRows(Tables tables, Tx tx, Locking locks, Instant now) {
    this.tables = tables;
    this.tx = tx;
    this.locks = locks;
    this.now = now;
  }

  /** Writes an append and those alongside; {@code opened} says that its index row is there. */
  Flushed write(Append append, boolean opened) {
    for (Append started : append.alongside()) {
      Flushed answer = write(started, false);
      if (answer != Flushed.COMMITTED) {
        return answer;
      }
    }
    Flushed answer = writeIndex(append, opened);
    if (answer != Flushed.COMMITTED) {
      return answer;
    }
    for (long mail : append.mail()) {
      if (!tables.mail.containsKey(mail) && !tables.signals.containsKey(mail)) {
        return Flushed.CONFLICT;
      }
      tx.changes.add(() -> tables.mail.remove(mail));
      tx.changes.add(() -> tables.signals.remove(mail));
    }
    for (Mailbox.Letter letter : append.letters()) {
      tx.changes.add(() -> tables.putMail(letter.to(), letter.kind(), letter.body()));
    }
    if (append.audit() != null) {
      tx.changes.add(() -> tables.audits.add(append.audit()));
    }
    tx.appends.add(append);
    return entry(
        append.saga(),
        new StoredEntry(
            append.position(), append.writer(), append.number(), append.at(), append.facts()));
  }

  /** Inserts a journal row. */
  Flushed entry(SagaAddress saga, StoredEntry entry) {
    Flushed answer =
        unique(
            new EntryLock(saga, entry.position()), () -> tables.hasEntry(saga, entry.position()));
    if (answer == Flushed.COMMITTED) {
      tx.changes.add(() -> tables.insert(saga, entry));
    }
    return answer;
  }

  private Flushed writeIndex(Append append, boolean opened) {
    if (append.change() instanceof Change.Open open) {
      Flushed answer = opened ? Flushed.COMMITTED : insert(open.saga());
      if (answer == Flushed.COMMITTED) {
        SagaAddress saga = append.saga();
        setLive(new LiveRow(saga, SagaStatus.RUNNING, null, open.owner(), open.due(), now));
      }
      return answer;
    }
    if (append.change() instanceof Change.Move move) {
      Flushed answer = lockLive(append.saga());
      if (answer == Flushed.COMMITTED) {
        String planHash = move.planHash();
        if (planHash != null) {
          tx.changes.add(() -> tables.replan(append.saga().number(), planHash));
        }
        setLive(
            new LiveRow(
                append.saga(), move.status(), move.reason(), move.owner(), move.due(), now));
      }
      return answer;
    }
    if (append.change() instanceof Change.Reopen) {
      return reopen(append);
    }
    if (append.change() instanceof Change.Close close) {
      return close(append, close);
    }
    return Flushed.COMMITTED;
  }

  /** Inserts an index row; CONFLICT when its id, number or key is taken. */
  Flushed insert(NewSaga saga) {
    if (refused(saga.type()) || refused(saga.planHash()) || refused(saga.key())) {
      return Flushed.REFUSED;
    }
    long number = saga.address().number();
    Tables.Key key = saga.key() == null ? null : new Tables.Key(saga.type(), saga.key());
    Flushed answer =
        key == null ? Flushed.COMMITTED : unique(key, () -> tables.keys.containsKey(key));
    if (answer == Flushed.COMMITTED) {
      answer = unique(new NumberLock(number), () -> tables.sagas.containsKey(number));
    }
    if (answer == Flushed.COMMITTED) {
      answer = unique(new IdLock(saga.id()), () -> tables.ids.containsKey(saga.id()));
    }
    if (answer != Flushed.COMMITTED) {
      return answer;
    }
    if (key != null) {
      tx.opened.put(key, saga);
    }
    tx.changes.add(() -> tables.insert(saga));
    return Flushed.COMMITTED;
  }

  private Flushed reopen(Append append) {
    SagaAddress saga = append.saga();
    if (locks.lock(new LiveLock(saga.number()), tx) == Grant.TIMED_OUT) {
      return Flushed.BLOCKED;
    }
    Tables.End end = tables.ends.get(saga.number());
    if (end == null || end.status() != SagaStatus.SUCCEEDED) {
      return Flushed.CONFLICT;
    }
    tx.changes.add(() -> tables.ends.remove(saga.number()));
    setLive(new LiveRow(saga, SagaStatus.COMPENSATING, null, null, now, now));
    return Flushed.COMMITTED;
  }

  private Flushed close(Append append, Change.Close close) {
    Flushed answer = lockLive(append.saga());
    if (answer != Flushed.COMMITTED) {
      return answer;
    }
    long number = append.saga().number();
    Tables.End end = new Tables.End(close.status(), append.at());
    tx.live.put(number, Optional.empty());
    tx.ends.put(number, end);
    tx.changes.add(
        () -> {
          tables.live.remove(number);
          tables.ends.put(number, end);
          if (close.exclusive() != null) {
            tables.leaveLine(close.exclusive(), append.saga());
          }
        });
    return Flushed.COMMITTED;
  }

  /** Notes the live row; its lock must be held, or the row must be new. */
  void setLive(LiveRow row) {
    long number = row.saga().number();
    tx.live.put(number, Optional.of(row));
    tx.changes.add(() -> tables.live.put(number, row));
  }

  /** Locks an unfinished saga's row; CONFLICT when there is none. */
  Flushed lockLive(SagaAddress saga) {
    if (locks.lock(new LiveLock(saga.number()), tx) == Grant.TIMED_OUT) {
      return Flushed.BLOCKED;
    }
    return live(saga.number()) == null ? Flushed.CONFLICT : Flushed.COMMITTED;
  }

  /** The live row as this transaction sees it. */
  @Nullable LiveRow live(long number) {
    Optional<LiveRow> own = tx.live.get(number);
    return own == null ? tables.live.get(number) : own.orElse(null);
  }

  private Flushed unique(Object name, BooleanSupplier taken) {
    if (taken.getAsBoolean()) {
      return Flushed.CONFLICT;
    }
    return switch (locks.lock(name, tx)) {
      case HELD -> Flushed.CONFLICT;
      case TIMED_OUT -> Flushed.BLOCKED;
      case GRANTED -> {
        if (!taken.getAsBoolean()) {
          yield Flushed.COMMITTED;
        }
        locks.release(name, tx);
        yield Flushed.CONFLICT;
      }
    };
  }

  private static boolean refused(@Nullable String text) {
    return text != null && (text.length() > MAX_TEXT || text.indexOf('\u0000') >= 0);
  }
}
