package dev.amends.internal.drive;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a caller who waits do the work of its saga on its own thread. Once it has gone, what is left
 * and what comes later goes to the workers.
 */
public final class CallerThread implements Executor {
  private static final Logger log = LoggerFactory.getLogger(CallerThread.class);

  private final Executor workers;
  private final LongSupplier nanos;
  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean gone; // guarded by lock

  public CallerThread(Executor workers, LongSupplier nanos) {
    this.workers = workers;
    this.nanos = nanos;
  }

  @Override
  public void execute(Runnable task) {
    lock.lock();
    try {
      if (!gone) {
        queue.add(task);
        return;
      }
    } finally {
      lock.unlock();
    }
    workers.execute(task);
  }

  /**
   * Works until the future is complete or the monotonic clock says so; then leaves. An interrupt
   * makes it leave at once and stays set.
   */
  public void workUntil(CompletableFuture<?> done, long deadline) {
    CompletableFuture<?> unused = done.whenComplete((result, failure) -> queue.add(this::wake));
    try {
      long left = deadline - nanos.getAsLong();
      while (!done.isDone() && left > 0) {
        Runnable task = queue.poll(left, TimeUnit.NANOSECONDS);
        if (task != null) {
          task.run();
        }
        left = deadline - nanos.getAsLong();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      leave();
    }
  }

  /** Does nothing: it is there to end a wait for work. */
  private void wake() {}

  /** Leaves: what is queued and what comes later is for the workers. */
  public void leave() {
    lock.lock();
    try {
      gone = true;
    } finally {
      lock.unlock();
    }
    for (Runnable left = queue.poll(); left != null; left = queue.poll()) {
      toWorkers(left);
    }
    queue.add(this::wake);
  }

  private void toWorkers(Runnable left) {
    try {
      workers.execute(left);
    } catch (RejectedExecutionException stopped) {
      log.debug("The engine has stopped; another node goes on with this saga", stopped);
    }
  }
}
