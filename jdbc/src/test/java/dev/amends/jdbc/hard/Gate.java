package dev.amends.jdbc.hard;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Holds the first thread that comes by until the test lets it go; lets all others pass. */
final class Gate {
  private static final int LONGEST_SECONDS = 90;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicBoolean taken = new AtomicBoolean();

  void pass() {
    if (!taken.compareAndSet(false, true)) {
      return;
    }
    reached.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        if (!open.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("Nobody has opened the gate");
        }
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  boolean reached() {
    return reached.getCount() == 0;
  }

  void open() {
    taken.set(true);
    open.countDown();
  }
}
