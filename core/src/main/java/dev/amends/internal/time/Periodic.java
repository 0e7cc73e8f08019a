package dev.amends.internal.time;

import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does one thing again and again until it is stopped. A failure ends no thread. */
public final class Periodic implements Scheduler.Loop {
  private static final Logger log = LoggerFactory.getLogger(Periodic.class);

  private final String name;
  private final Supplier<Duration> pause;
  private final Runnable work;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private boolean stopped; // guarded by lock
  private boolean nudged; // guarded by lock

  /**
   * One whose rounds are not evenly spaced.
   *
   * @param pause asked before each round, on the thread that does the work, how long to wait
   */
  public Periodic(String name, Supplier<Duration> pause, Runnable work) {
    this.name = name;
    this.pause = pause;
    this.work = work;
    this.thread = Threads.named(name).newThread(this::loop);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void nudge() {
    lock.lock();
    try {
      nudged = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void loop() {
    while (pause()) {
      try {
        work.run();
      } catch (RuntimeException | Error failed) {
        log.warn("{} failed and will be tried again: {}", name, failed.toString(), failed);
      }
    }
  }

  private boolean pause() {
    long left = pause.get().toNanos();
    lock.lock();
    try {
      while (!stopped && !nudged && left > 0) {
        left = wake.awaitNanos(left);
      }
      nudged = false;
      return !stopped;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      stopped = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
