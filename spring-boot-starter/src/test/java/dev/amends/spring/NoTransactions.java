package dev.amends.spring;

import dev.amends.spi.Transactions;
import java.util.concurrent.Callable;

/** A thread's transaction state, switched by hand. */
public final class NoTransactions implements Transactions {
  public boolean active;
  public boolean bound;

  @Override
  public boolean active() {
    return active;
  }

  @Override
  public boolean connectionBound() {
    return bound;
  }

  @Override
  public <T> T inNew(Callable<T> work) throws Exception {
    return work.call();
  }

  @Override
  public void flush() {}

  @Override
  public void onCompletion(Completion completion) {
    throw new IllegalStateException("No transaction");
  }

  @Override
  public boolean transientFailure(Throwable thrown) {
    return false;
  }
}
