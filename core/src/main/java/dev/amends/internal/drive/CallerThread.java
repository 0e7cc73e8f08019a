package dev.amends.internal.drive;

import dev.amends.spi.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a caller who waits do the work of its saga on its own thread. Once it has gone, what is left
 * and what comes later goes to the workers.
 */
public final class CallerThread implements Executor {
  private static final Logger log = LoggerFactory.getLogger(CallerThread.class);

  private final Scheduler scheduler;
  private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean gone; // guarded by lock
  private @Nullable CompletableFuture<Void> news; // guarded by lock

  public CallerThread(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void execute(Runnable task) {
    if (queued(task)) {
      tell();
    } else {
      scheduler.workers().execute(task);
    }
  }

  private boolean queued(Runnable task) {
    lock.lock();
    try {
      return !gone && queue.add(task);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Works until the future is complete or the monotonic clock says so; then leaves. An interrupt
   * makes it leave at once and stays set.
   */
  public void workUntil(CompletableFuture<?> done, long deadline) {
    CompletableFuture<?> unused = done.whenComplete((result, failure) -> tell());
    try {
      boolean stays = true;
      while (stays && !done.isDone() && deadline - scheduler.nanos() > 0) {
        CompletableFuture<Void> news = news();
        Runnable task = Thread.currentThread().isInterrupted() ? null : queue.poll();
        if (task != null) {
          task.run();
        } else if (!done.isDone()) {
          stays = scheduler.await(news, deadline);
        }
      }
    } finally {
      leave();
    }
  }

  /** Complete as soon as something has come since now. */
  private CompletableFuture<Void> news() {
    lock.lock();
    try {
      if (news == null || news.isDone()) {
        news = new CompletableFuture<>();
      }
      return news;
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    CompletableFuture<Void> heard;
    lock.lock();
    try {
      heard = news;
    } finally {
      lock.unlock();
    }
    if (heard != null) {
      heard.complete(null);
    }
  }

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
  }

  private void toWorkers(Runnable left) {
    try {
      scheduler.workers().execute(left);
    } catch (RejectedExecutionException stopped) {
      log.debug("The engine has stopped; another node goes on with this saga", stopped);
    }
  }
}
