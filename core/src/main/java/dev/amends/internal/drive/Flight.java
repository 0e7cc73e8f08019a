package dev.amends.internal.drive;

import dev.amends.internal.call.Ended;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way. It ends once: by coming back, or by its time running out, whichever is
 * first. The thread that makes it is interrupted when its time runs out, and only while it is still
 * inside.
 */
final class Flight {
  private final Consumer<Ended> whenTimeIsOver;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean ended; // guarded by lock
  private @Nullable Thread thread; // guarded by lock
  private @Nullable Future<?> timer; // guarded by lock

  Flight(Consumer<Ended> whenTimeIsOver) {
    this.whenTimeIsOver = whenTimeIsOver;
  }

  /** False when its time ran out before it began: the call must not be made any more. */
  boolean takeOff(Future<?> timeOut) {
    lock.lock();
    try {
      if (!ended) {
        thread = Thread.currentThread();
        timer = timeOut;
      }
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it came back before its time was over. */
  boolean cameBack() {
    Future<?> pendingTimer;
    boolean first;
    lock.lock();
    try {
      first = !ended;
      ended = true;
      thread = null;
      pendingTimer = timer;
      if (!first) {
        // The interrupt was sent to end this very call; the thread's next work has no part in it.
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
    if (pendingTimer != null) {
      pendingTimer.cancel(false);
    }
    return first;
  }

  void timeOut(Ended how) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
    whenTimeIsOver.accept(how);
  }
}
