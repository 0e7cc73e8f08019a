package dev.amends.internal.time;

import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A timer with one thread. Most of what is to happen later never does: a call comes back long
 * before its time is over. So what is far away is only kept in a set, which is looked through now
 * and then, and costs the thread nothing when it is cancelled. Safe for many threads.
 */
final class OneThreadTimer implements Scheduler.Timer {
  private static final long SOON_NANOS = 250_000_000;
  private static final long LOOK_NANOS = 100_000_000;

  private final ScheduledThreadPoolExecutor thread;
  private final Set<Far> far = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  OneThreadTimer(String name) {
    this.thread = Threads.timers(name);
  }

  @Override
  public Future<?> in(Duration time, Runnable what) {
    long nanos = Math.max(0, time.toNanos());
    if (nanos <= SOON_NANOS) {
      return thread.schedule(what, nanos, TimeUnit.NANOSECONDS);
    }
    if (thread.isShutdown()) {
      throw new RejectedExecutionException("The timer is closed");
    }
    Far later = new Far(System.nanoTime() + nanos, what);
    far.add(later);
    lookLater();
    return later;
  }

  private void lookLater() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      Future<?> unused = thread.schedule(this::look, LOOK_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  /** What was added while nobody was looking is seen by whoever added it, or here. */
  private void look() {
    long now = System.nanoTime();
    for (Iterator<Far> each = far.iterator(); each.hasNext(); ) {
      Far next = each.next();
      long left = next.at - now;
      if (left <= SOON_NANOS) {
        each.remove();
        Future<?> unused = thread.schedule(next, Math.max(0, left), TimeUnit.NANOSECONDS);
      }
    }
    looking.set(false);
    if (!far.isEmpty()) {
      lookLater();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    far.clear();
  }

  /** Cancelled far more often than executed, which must not cost an exception. */
  private final class Far extends FutureTask<@Nullable Void> {
    private final long at;

    private Far(long at, Runnable what) {
      super(what, null);
      this.at = at;
    }

    @Override
    public boolean cancel(boolean interrupt) {
      far.remove(this);
      return super.cancel(interrupt);
    }
  }
}
