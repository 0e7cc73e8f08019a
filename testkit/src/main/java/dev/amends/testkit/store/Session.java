package dev.amends.testkit.store;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.spi.Flushed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One node's way to the database: its faults, its lock time-out, its own transactions. */
final class Session {
  private static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofMillis(100);

  private final InMemoryDatabase database;
  private final StoreFaults faults;
  private volatile Duration lockTimeout = DEFAULT_LOCK_TIMEOUT;
  private volatile boolean closed;

  Session(InMemoryDatabase database, StoreFaults faults) {
    this.database = database;
    this.faults = faults;
  }

  InMemoryDatabase database() {
    return database;
  }

  Instant now() {
    return database.now();
  }

  void lockTimeout(Duration time) {
    lockTimeout = time;
  }

  void close() {
    closed = true;
  }

  void before(StoreOperation operation) {
    if (closed) {
      throw new StoreUnavailableException(
          "This store is closed; %s was not done. Open another one.".formatted(operation));
    }
    faults.before(operation);
  }

  void after(StoreOperation operation) {
    faults.after(operation);
  }

  /** Rows of an own transaction, whose locks wait no longer than the writer's time-out. */
  AppendRows rows(Tables tables, Tx tx) {
    return new AppendRows(tables, tx, new Locking(database, lockTimeout), now());
  }

  <T extends @Nullable Object> T read(StoreOperation operation, Function<Tables, T> query) {
    before(operation);
    T result = database.inside(query);
    after(operation);
    return result;
  }

  /** An own transaction whose end is a value; {@code work} tells what hinders it. */
  Flushed write(StoreOperation operation, BiFunction<Tables, Tx, Flushed> work) {
    Flushed answer;
    try {
      before(operation);
      answer = attempt(operation, work);
      after(operation);
    } catch (StoreUnavailableException unreachable) {
      return Flushed.UNAVAILABLE;
    }
    return answer;
  }

  private Flushed attempt(StoreOperation operation, BiFunction<Tables, Tx, Flushed> work) {
    Tx tx = new Tx();
    Flushed hindered = Flushed.AGAIN;
    Fault fault = Fault.NONE;
    boolean ready = false;
    try {
      hindered = database.inside(tables -> work.apply(tables, tx));
      if (hindered == Flushed.COMMITTED) {
        fault = faults.atCommit(operation, List.copyOf(tx.appends));
        ready = true;
      }
    } finally {
      if (!ready) {
        database.rollBack(tx);
      }
    }
    return ready ? database.end(tx, fault) : hindered;
  }

  /** An own transaction that gives a result, and throws when it does not go through. */
  <T> T change(StoreOperation operation, Function<Tables, T> work) {
    before(operation);
    Fault fault = faults.atCommit(operation, List.of());
    T result =
        switch (fault) {
          case NONE -> database.inside(work);
          case LOST_APPLIED -> {
            database.inside(work);
            throw unknown(operation);
          }
          case LOST_NOT_APPLIED, LOST_PENDING -> throw unknown(operation);
          case UNAVAILABLE, BLOCKED, AGAIN, REFUSED -> throw refused(operation, fault);
        };
    after(operation);
    return result;
  }

  static UnknownCommitException unknown(StoreOperation operation) {
    return new UnknownCommitException(
        "The answer to the commit of %s was lost; it may be in.".formatted(operation));
  }

  static StoreUnavailableException refused(StoreOperation operation, Object why) {
    return new StoreUnavailableException(
        "The database refused %s (%s); nothing was written. Try again.".formatted(operation, why));
  }
}
