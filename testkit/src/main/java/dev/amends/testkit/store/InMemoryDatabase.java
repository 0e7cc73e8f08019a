package dev.amends.testkit.store;

import dev.amends.spi.Flushed;
import dev.amends.testkit.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory that several nodes share. Committed rows are read by everybody, uncommitted
 * ones by nobody else; who wants a key that an open transaction has inserted waits for its end.
 * Safe for many threads.
 */
public final class InMemoryDatabase {
  /** Guards tables, lock holders and pending transactions; never held while a fault hook runs. */
  private final ReentrantLock monitor = new ReentrantLock();

  private final Condition released = monitor.newCondition();
  private final Tables tables = new Tables();
  private final Map<Object, Tx> holders = new HashMap<>();
  private final List<Tx> pending = new ArrayList<>();

  /** Per database: a thread may have a transaction in each of several. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Tx> current = new ThreadLocal<>();

  private final InstantSource clock;

  /** The world in which all happens on one thread; null when there are real ones. */
  private final @Nullable VirtualTime world;

  /** A database whose clock is the machine's. */
  public InMemoryDatabase() {
    this(InstantSource.system());
  }

  /** A database with this clock. */
  public InMemoryDatabase(InstantSource clock) {
    this.clock = clock;
    this.world = null;
  }

  /** A database in a world of virtual time: its clock, and its waiting, are the world's. */
  public InMemoryDatabase(VirtualTime world) {
    this.clock = world.clock();
    this.world = world;
    world.whenWaiting(this::putAway);
  }

  private Runnable putAway() {
    Tx tx = current();
    bind(null);
    return () -> bind(tx);
  }

  /** The database's clock, in microseconds as databases have it. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Ends all transactions left by {@link Fault#LOST_PENDING}.
   *
   * @param applied whether their commits went through after all
   * @return how many there were
   */
  public int endPending(boolean applied) {
    monitor.lock();
    try {
      int count = pending.size();
      for (Tx tx : pending) {
        end(tx, applied);
      }
      pending.clear();
      return count;
    } finally {
      monitor.unlock();
    }
  }

  /** The transaction bound to the calling thread. */
  @Nullable Tx current() {
    return current.get();
  }

  void bind(@Nullable Tx tx) {
    if (tx == null) {
      current.remove();
    } else {
      current.set(tx);
    }
  }

  <T extends @Nullable Object> T inside(Function<Tables, T> work) {
    monitor.lock();
    try {
      return work.apply(tables);
    } finally {
      monitor.unlock();
    }
  }

  /** Locks something for a transaction; the monitor must be held, and is let go while waiting. */
  Grant lock(Object name, Tx tx, Duration timeout) {
    if (tx.locks.contains(name)) {
      return Grant.HELD;
    }
    boolean free =
        world == null
            ? awaitFree(name, timeout.toNanos())
            : world.stall(() -> !holders.containsKey(name), timeout);
    if (!free) {
      return Grant.TIMED_OUT;
    }
    holders.put(name, tx);
    tx.locks.add(name);
    return Grant.GRANTED;
  }

  /** Gives one lock back before the transaction ends; the monitor must be held. */
  void release(Object name, Tx tx) {
    if (tx.locks.remove(name)) {
      holders.remove(name);
      released.signalAll();
    }
  }

  private boolean awaitFree(Object name, long nanos) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (holders.containsKey(name)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          released.awaitNanos(left);
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends a transaction as a fault, or none, has it. */
  Flushed end(Tx tx, Fault fault) {
    monitor.lock();
    try {
      switch (fault) {
        case NONE, LOST_APPLIED -> end(tx, true);
        case LOST_PENDING -> pending.add(tx);
        case LOST_NOT_APPLIED, UNAVAILABLE, BLOCKED, AGAIN, REFUSED -> end(tx, false);
      }
    } finally {
      monitor.unlock();
    }
    return switch (fault) {
      case NONE -> Flushed.COMMITTED;
      case LOST_APPLIED, LOST_NOT_APPLIED, LOST_PENDING -> Flushed.LOST;
      case UNAVAILABLE -> Flushed.UNAVAILABLE;
      case BLOCKED -> Flushed.BLOCKED;
      case AGAIN -> Flushed.AGAIN;
      case REFUSED -> Flushed.REFUSED;
    };
  }

  void rollBack(Tx tx) {
    monitor.lock();
    try {
      end(tx, false);
    } finally {
      monitor.unlock();
    }
  }

  private void end(Tx tx, boolean apply) {
    if (apply) {
      tx.changes.forEach(Runnable::run);
    }
    tx.locks.forEach(holders::remove);
    tx.locks.clear();
    released.signalAll();
  }
}
