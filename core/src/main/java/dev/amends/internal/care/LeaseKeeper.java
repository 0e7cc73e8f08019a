package dev.amends.internal.care;

import dev.amends.error.StoreUnavailableException;
import dev.amends.internal.time.EngineClock;
import dev.amends.spi.Leases;
import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's lease, and the engine's clock with it. Whether the lease holds is known without
 * asking anybody: it counts from when the last good renewal was sent, by the monotonic clock. Safe
 * for many threads.
 */
public final class LeaseKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

  /** What the keeper tells of. */
  public interface Listener {
    /** Somebody took this incarnation's sagas; a new incarnation has just begun. */
    void cutOff();

    /** The lease holds again after it had run out. */
    void regained();
  }

  private final Leases leases;
  private final EngineClock clock;
  private final String node;
  private final Collection<String> planHashes;
  private final Duration length;
  private final Scheduler.Loop renewals;
  private volatile Listener listener =
      new Listener() {
        @Override
        public void cutOff() {}

        @Override
        public void regained() {}
      };
  private volatile long incarnation;
  private volatile long holdsUntil;
  private volatile boolean held;
  private volatile long goodSince;

  public LeaseKeeper(
      Leases leases,
      EngineClock clock,
      String node,
      Collection<String> planHashes,
      Duration length,
      Scheduler scheduler) {
    this.leases = leases;
    this.clock = clock;
    this.node = node;
    this.planHashes = planHashes;
    this.length = length;
    Duration every = length.dividedBy(4);
    this.renewals = scheduler.loop("amends-lease", () -> every, this::renew);
  }

  /**
   * Registers the node and begins to renew.
   *
   * @throws StoreUnavailableException if the database cannot be reached
   */
  public void open(Listener told) {
    this.listener = told;
    register();
    goodSince = clock.nanos() - length.toNanos();
    renewals.start();
  }

  private void register() {
    long sent = clock.nanos();
    Leases.Lease lease = leases.register(node, planHashes, length);
    incarnation = lease.incarnation();
    good(lease, sent);
    goodSince = sent;
  }

  private void good(Leases.Lease lease, long sent) {
    clock.set(lease.now(), sent + (clock.nanos() - sent) / 2);
    holdsUntil = sent + length.toNanos();
    held = true;
  }

  private void renew() {
    long sent = clock.nanos();
    try {
      Optional<Leases.Lease> lease = leases.renew(incarnation, length);
      if (lease.isEmpty()) {
        log.warn("Node {} was taken for dead; it begins anew as another incarnation", node);
        held = false;
        listener.cutOff();
        register();
        listener.regained();
        return;
      }
      long heldUntil = holdsUntil;
      good(lease.get(), sent);
      // Looked at last: whoever has found it run out, also while this renewal was under way, is
      // told.
      if (clock.nanos() - heldUntil >= 0) {
        goodSince = sent;
        log.info("Node {} has its lease again", node);
        listener.regained();
      }
    } catch (StoreUnavailableException unavailable) {
      goodSince = sent;
      log.warn("The lease of node {} was not renewed: the database cannot be reached", node);
      log.debug("Renewing the lease failed", unavailable);
    }
  }

  /** Whether this node may begin work now. */
  public boolean holds() {
    return held && clock.nanos() - holdsUntil < 0;
  }

  /**
   * Whether it may take over the sagas of others: not before a whole lease of good renewals, so
   * that the first node back after an outage does not take what the others still have.
   */
  public boolean mayAdoptOthers() {
    return holds() && clock.nanos() - goodSince >= length.toNanos();
  }

  /** The present incarnation. */
  public long incarnation() {
    return incarnation;
  }

  /** Stops renewing; the lease runs out by itself unless it is given back. */
  @Override
  public void close() {
    renewals.close();
    held = false;
  }
}
