package dev.amends.internal.care;

import dev.amends.error.StoreUnavailableException;
import dev.amends.spi.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Leases whose every answer comes when a test gives it. Its database's clock is the monotonic one.
 */
final class ScriptedLeases implements Leases {
  /** What {@link #now} gives when the monotonic clock says 0. */
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final AtomicLong nanos;
  final List<Long> registered = new CopyOnWriteArrayList<>();
  final List<Long> renewed = new CopyOnWriteArrayList<>();

  /** Called in the middle of a registration. */
  volatile Runnable registering = () -> {};

  private final Semaphore asked = new Semaphore(0);
  private final SynchronousQueue<Supplier<Optional<Lease>>> answers = new SynchronousQueue<>();

  ScriptedLeases(AtomicLong nanos) {
    this.nanos = nanos;
  }

  Instant now() {
    return START.plusNanos(nanos.get());
  }

  @Override
  public Lease register(String name, Collection<String> planHashes, Duration length) {
    registering.run();
    registered.add(registered.size() + 1L);
    return new Lease(registered.size(), now());
  }

  @Override
  public Optional<Lease> renew(long incarnation, Duration length) {
    renewed.add(incarnation);
    asked.release();
    try {
      return answers.take().get();
    } catch (InterruptedException interrupted) {
      throw new StoreUnavailableException("interrupted", interrupted);
    }
  }

  /**
   * Waits until the next renewal has been sent; whatever an earlier one led to has happened then.
   */
  void sent() throws InterruptedException {
    if (!asked.tryAcquire(5, TimeUnit.SECONDS)) {
      throw new AssertionError("no renewal was sent");
    }
  }

  /** Answers the renewal on its way, and waits until the next one has been sent. */
  void answer(Supplier<Optional<Lease>> answer) throws InterruptedException {
    answerLast(answer);
    sent();
  }

  /** Answers the renewal on its way. */
  void answerLast(Supplier<Optional<Lease>> answer) throws InterruptedException {
    if (!answers.offer(answer, 5, TimeUnit.SECONDS)) {
      throw new AssertionError("no renewal waits for an answer");
    }
  }

  /** Answers the renewal on its way, if one is. */
  void answerIfSent(Supplier<Optional<Lease>> answer) throws InterruptedException {
    boolean unused = answers.offer(answer, 1, TimeUnit.MILLISECONDS);
  }

  @Override
  public int buryExpired(long self) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void leave(long incarnation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Node> nodes(int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> unheld(Collection<String> planHashes) {
    throw new UnsupportedOperationException();
  }
}
