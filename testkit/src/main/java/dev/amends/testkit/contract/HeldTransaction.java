package dev.amends.testkit.contract;

import dev.amends.spi.Transactions;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A transaction of user code on a thread of its own that has done its work and stays open until it
 * is told how to end.
 */
final class HeldTransaction<T> implements AutoCloseable {
  private static final long BOUND_SECONDS = 30;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final CompletableFuture<T> worked = new CompletableFuture<>();
  private final CompletableFuture<Boolean> verdict = new CompletableFuture<>();
  private final Future<?> ended;

  private HeldTransaction(Transactions transactions, Callable<T> work) {
    this.ended =
        thread.submit(
            () -> {
              try {
                return transactions.inNew(() -> workAndWait(work));
              } catch (RolledBack asAsked) {
                return null;
              } catch (Exception failed) {
                worked.completeExceptionally(failed);
                throw failed;
              }
            });
  }

  /** Opens a transaction, does the work in it, and returns once it is done. */
  static <T> HeldTransaction<T> open(Transactions transactions, Callable<T> work) throws Exception {
    HeldTransaction<T> held = new HeldTransaction<>(transactions, work);
    held.result();
    return held;
  }

  /** Opens a transaction whose work may have to wait for a lock; returns at once. */
  static <T> HeldTransaction<T> begin(Transactions transactions, Callable<T> work) {
    return new HeldTransaction<>(transactions, work);
  }

  /** What the work came to; waits for it. */
  T result() throws Exception {
    try {
      return worked.get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }

  void commit() throws Exception {
    end(true);
  }

  void rollBack() throws Exception {
    end(false);
  }

  private void end(boolean commit) throws Exception {
    verdict.complete(commit);
    ended.get(BOUND_SECONDS, TimeUnit.SECONDS);
  }

  private T workAndWait(Callable<T> work) throws Exception {
    T result = work.call();
    worked.complete(result);
    if (!verdict.get(BOUND_SECONDS, TimeUnit.SECONDS)) {
      throw new RolledBack();
    }
    return result;
  }

  @Override
  public void close() {
    verdict.complete(false);
    thread.shutdown();
  }

  private static final class RolledBack extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
