package dev.amends.internal.time;

import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The JVM's threads by a clock that a test sets. */
public final class SteppedScheduler implements Scheduler {
  private final LongSupplier nanos;
  private final Executor workers;
  private final JvmScheduler threads = new JvmScheduler(1);

  public SteppedScheduler(LongSupplier nanos, Executor workers) {
    this.nanos = nanos;
    this.workers = workers;
  }

  public SteppedScheduler(LongSupplier nanos) {
    this(nanos, Runnable::run);
  }

  @Override
  public long nanos() {
    return nanos.getAsLong();
  }

  @Override
  public double random() {
    return threads.random();
  }

  @Override
  public Executor workers() {
    return workers;
  }

  @Override
  public Timer timer(String name) {
    return threads.timer(name);
  }

  @Override
  public Loop loop(String name, Supplier<Duration> pause, Runnable work) {
    return threads.loop(name, pause, work);
  }

  @Override
  public boolean await(CompletableFuture<?> done, long until) {
    return threads.await(done, threads.nanos() + until - nanos());
  }

  @Override
  public <T> T join(CompletableFuture<T> done) {
    return threads.join(done);
  }

  @Override
  public void stop() {
    threads.stop();
  }
}
