package dev.amends.jdbc;

/** Where threads wait while it is closed. */
final class Barrier {
  private boolean closed; // guarded by this

  synchronized void close() {
    closed = true;
  }

  synchronized void open() {
    closed = false;
    notifyAll();
  }

  synchronized void pass() {
    boolean interrupted = false;
    while (closed) {
      try {
        wait();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
