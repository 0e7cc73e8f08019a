package dev.amends.testkit.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a thread waits until the test lets it through; interrupts do not help it. */
final class Gate {
  private static final int LONGEST_SECONDS = 60;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  void pass() {
    reached.countDown();
    boolean interrupted = await(open);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  boolean reached() {
    return reached.getCount() == 0;
  }

  void open() {
    open.countDown();
  }

  private static boolean await(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        if (!latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("Nobody has opened the gate");
        }
        return interrupted;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
  }
}
