package dev.amends.spi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Time, threads and chance of one engine. An engine brings its own; a test that gives it another
 * one decides what happens when. Safe for many threads.
 */
public interface Scheduler {
  /** The monotonic clock, in nanoseconds. */
  long nanos();

  /** A number from 0 on and below 1, for spreading retries and rounds. */
  double random();

  /** Executes work that may block, such as users' actions. */
  Executor workers();

  /** Executes local steps, each of which has a database connection to itself. */
  default Executor localWorkers() {
    return workers();
  }

  /** A new timer; what it executes follows one after the other. */
  Timer timer(String name);

  /**
   * Something that is done again and again once it is begun.
   *
   * @param name for logs and thread dumps
   * @param pause asked before each round how long to wait for it
   * @param work one round; a failure ends no later one
   */
  Loop loop(String name, Supplier<Duration> pause, Runnable work);

  /**
   * Waits on the calling thread. An interrupt ends the wait and stays set.
   *
   * @param done what is waited for
   * @param until time of the monotonic clock at which the wait ends anyway
   * @return whether it is done, well or not
   */
  boolean await(CompletableFuture<?> done, long until);

  /** Waits on the calling thread, however long it takes and whoever interrupts. */
  <T> T join(CompletableFuture<T> done);

  /** Lets time pass on the calling thread. */
  default void pause(Duration time) {
    boolean unused = await(new CompletableFuture<Void>(), nanos() + time.toNanos());
  }

  /** Executes no more work; what is under way goes on. */
  void stop();

  /** Executes things at their time. */
  interface Timer extends AutoCloseable {
    /**
     * Executes it after that time, on the timer's thread.
     *
     * @throws RejectedExecutionException once it is closed
     */
    Future<?> in(Duration time, Runnable what);

    /** Executes nothing any more. */
    @Override
    void close();
  }

  /** Rounds of the same work. */
  interface Loop extends AutoCloseable {
    /** Begins. */
    void start();

    /** Lets the next round begin at once. */
    void nudge();

    /** Ends after the round under way, waiting for it briefly. */
    @Override
    void close();
  }
}
