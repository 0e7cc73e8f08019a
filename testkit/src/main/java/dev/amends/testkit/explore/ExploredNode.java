package dev.amends.testkit.explore;

import dev.amends.Amends;
import dev.amends.spi.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process with an engine. Once it is gone, nothing that its threads still do counts. */
final class ExploredNode {
  private static final Logger log = LoggerFactory.getLogger(ExploredNode.class);
  private static final Duration LAST_CALLS = Duration.ofSeconds(2);
  private static final Duration STOP_GRACE = Duration.ofMillis(300);

  private final Ground ground;
  private final Cast cast;
  private final Director director;
  private final AtomicInteger callsUnderWay = new AtomicInteger();
  private final Transactions transactions;
  private final Amends amends;
  private volatile boolean gone;
  private volatile boolean stopping;
  private volatile long incarnation;

  /** A node that is not started yet. */
  ExploredNode(Ground ground, Cast cast, Director director, UnaryOperator<Amends.Builder> engine) {
    this.ground = ground;
    this.cast = cast;
    this.director = director;
    this.transactions = new NodeTransactions(ground.transactions(), this);
    this.amends =
        engine
            .apply(Amends.on(Bracket.around(ground.store(), this), transactions, cast.codec()))
            .definitions(cast.definitions())
            .interceptors(List.of(new NodeCalls(cast, director, this)))
            .settings(Quick.settings())
            .build();
  }

  Amends amends() {
    return amends;
  }

  Transactions transactions() {
    return transactions;
  }

  boolean gone() {
    return gone;
  }

  /** The process is gone. */
  void die() {
    gone = true;
  }

  void incarnation(long number) {
    incarnation = number;
  }

  void enter() {
    callsUnderWay.incrementAndGet();
  }

  void leave() {
    callsUnderWay.decrementAndGet();
  }

  @Nullable Injection pass(Boundary boundary, String detail) {
    return pass(boundary.site(), boundary.kind(), detail);
  }

  /** The node comes by a point; what fails there, null for nothing. */
  @Nullable Injection pass(String site, PointKind kind, String detail) {
    Injection injection = director.pass(site, kind, detail);
    if (injection != null && injection.fault() == FaultKind.STOP) {
      stopping = true;
      return null;
    }
    return injection;
  }

  /** Whether it was told to stop in good order. */
  boolean stopping() {
    return stopping;
  }

  /** Stops in good order; what is under way ends first. */
  void stop() {
    amends.stop(STOP_GRACE);
    gone = true;
  }

  /** What a writing method is about. */
  String describe(Object @Nullable [] args) {
    return JournalText.brief(cast.plan(), Bracket.appends(args));
  }

  /**
   * Clears a process that is gone away: waits for requests that had left, and lets its lease run
   * out.
   */
  void bury() {
    gone = true;
    long until = System.nanoTime() + LAST_CALLS.toNanos();
    while (callsUnderWay.get() > 0 && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
    }
    amends.stop(Duration.ZERO);
    if (incarnation > 0) {
      boolean lived = ground.store().leases().renew(incarnation, Duration.ofMillis(1)).isPresent();
      log.debug("Node {} is gone; it had a lease: {}", incarnation, lived);
    }
  }
}
