package dev.amends.systems.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM. They interrupt the thread that owns the processes, which stops them; the JVM
 * waits for it and ends with exit code 0, because ending is what it was asked to do.
 */
final class StopSignal {
  /** More than all processes together may take to end. */
  private static final long MAX_SECONDS = 90;

  private static final int STOPPED_AS_ASKED = 0;

  private final Thread owner;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean received;

  private StopSignal(Thread owner) {
    this.owner = owner;
  }

  /** From now on, the signals interrupt this thread. */
  static StopSignal interruptCurrentThread() {
    StopSignal signal = new StopSignal(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(new Thread(signal::onShutdown, "stop-signal"));
    return signal;
  }

  /** Whether one has come. */
  boolean isReceived() {
    return received;
  }

  /** Everything is stopped: the JVM may end. */
  void finished() {
    finished.countDown();
  }

  private void onShutdown() {
    if (finished.getCount() == 0) {
      return; // The launcher ends by itself, with an exit code of its own.
    }
    received = true;
    owner.interrupt();
    try {
      if (!finished.await(MAX_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Not everything has ended in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(STOPPED_AS_ASKED);
  }
}
