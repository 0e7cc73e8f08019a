package dev.amends.internal.time;

import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The JVM's clock and threads. Safe for many threads. */
public final class JvmScheduler implements Scheduler {
  private final ExecutorService workers;
  private final ExecutorService localWorkers;

  /** With so many threads for work where the JVM has no virtual ones. */
  public JvmScheduler(int workers) {
    this.workers = Threads.workers(workers);
    this.localWorkers = Threads.localWorkers(this.workers, workers);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  @Override
  public Executor workers() {
    return workers;
  }

  @Override
  public Executor localWorkers() {
    return localWorkers;
  }

  @Override
  public Timer timer(String name) {
    return new OneThreadTimer(name);
  }

  @Override
  public Loop loop(String name, Supplier<Duration> pause, Runnable work) {
    return new Periodic(name, pause, work);
  }

  @Override
  public boolean await(CompletableFuture<?> done, long until) {
    try {
      done.get(Math.max(0, until - nanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException over) {
      return done.isDone();
    }
    return done.isDone();
  }

  @Override
  public <T> T join(CompletableFuture<T> done) {
    return done.join();
  }

  @Override
  public void stop() {
    workers.shutdown();
    localWorkers.shutdown();
  }
}
