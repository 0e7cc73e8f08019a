package dev.amends.testkit.store;

import dev.amends.error.StoreUnavailableException;
import dev.amends.spi.Flushed;
import dev.amends.spi.Transactions;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of user code on an {@link InMemoryDatabase}. {@link #write} lets a test's own
 * records share a transaction's fate. Safe for many threads.
 */
public final class InMemoryTransactions implements Transactions {
  private final InMemoryDatabase database;
  private final StoreFaults faults;

  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Boolean> inCallback = ThreadLocal.withInitial(() -> false);

  /** Transactions that nothing disturbs. */
  public InMemoryTransactions(InMemoryDatabase database) {
    this(database, StoreFaults.NONE);
  }

  /** Transactions whose commits are disturbed. */
  public InMemoryTransactions(InMemoryDatabase database, StoreFaults faults) {
    this.database = database;
    this.faults = faults;
  }

  /** Something of the test's own that becomes true with the current transaction, or never. */
  public void write(Runnable effect) {
    Tx tx = required();
    database.inside(tables -> tx.changes.add(effect));
  }

  @Override
  public boolean active() {
    return database.current() != null || inCallback.get();
  }

  @Override
  public boolean connectionBound() {
    return active();
  }

  @Override
  public <T> T inNew(Callable<T> work) throws Exception {
    @Nullable Tx outer = database.current();
    Tx tx = new Tx();
    boolean committed = false;
    database.bind(tx);
    try {
      T result = workAndCommit(work, tx);
      committed = true;
      return result;
    } finally {
      database.bind(null);
      try {
        complete(tx, committed);
      } finally {
        database.bind(outer);
      }
    }
  }

  private <T> T workAndCommit(Callable<T> work, Tx tx) throws Exception {
    Fault fault = Fault.NONE;
    boolean ready = false;
    T result;
    try {
      result = work.call();
      if (tx.doomed) {
        throw new IllegalStateException(
            "An append in this transaction was fenced; it is rolled back. Throw instead of returning.");
      }
      faults.before(StoreOperation.COMMIT);
      fault = faults.atCommit(StoreOperation.COMMIT, InMemoryCurrent.appends(tx));
      ready = true;
    } finally {
      if (!ready) {
        database.rollBack(tx);
      }
    }
    Flushed answer = database.end(tx, fault);
    faults.after(StoreOperation.COMMIT);
    if (answer == Flushed.LOST) {
      throw Session.unknown(StoreOperation.COMMIT);
    }
    if (answer != Flushed.COMMITTED) {
      throw Session.refused(StoreOperation.COMMIT, answer);
    }
    return result;
  }

  private void complete(Tx tx, boolean committed) {
    List<Completion> completions = List.copyOf(tx.completions);
    boolean outer = inCallback.get();
    inCallback.set(true);
    try {
      for (Completion each : completions) {
        if (committed) {
          each.committed();
        } else {
          each.notCommitted();
        }
      }
    } finally {
      inCallback.set(outer);
    }
  }

  @Override
  public void flush() {
    required();
  }

  @Override
  public void onCompletion(Completion completion) {
    required().completions.add(completion);
  }

  @Override
  public boolean transientFailure(Throwable thrown) {
    return thrown instanceof StoreUnavailableException;
  }

  private Tx required() {
    Tx tx = database.current();
    if (tx == null) {
      throw new IllegalStateException(
          "No transaction is bound to this thread; call it inside inNew.");
    }
    return tx;
  }
}
