package dev.amends.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A world in which time passes only when somebody lets it. All that happens, on however many nodes,
 * happens on one thread, one event after the other; who waits lets the others go on meanwhile. The
 * same seed gives the same order. Not safe for several threads.
 *
 * <p>Waiting is nested: whoever began to wait first goes on last. Interrupts mean nothing here,
 * since all share the thread.
 */
public final class VirtualTime {
  private static final int MAX_DEPTH = 200;

  /** So much never happens at one time, unless something does itself again and again. */
  private static final int MAX_AT_ONCE = 50_000;

  /** Whoever waits for as long as it takes, and longer than this, waits in vain. */
  private static final long IN_VAIN = Duration.ofDays(1).toNanos();

  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private final List<Supplier<Runnable>> suspensions = new ArrayList<>();
  private final Random random;
  private final Instant start;
  private long now;
  private long events;
  private int atOnce;
  private int depth;
  private @Nullable VirtualScheduler running;

  /** A world that begins at some fixed moment. */
  public VirtualTime(long seed) {
    this(seed, Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** A world that begins at that moment. */
  public VirtualTime(long seed, Instant start) {
    this.random = new Random(seed);
    this.start = start;
  }

  /** The world's clock, which is the database's. */
  public InstantSource clock() {
    return () -> start.plusNanos(now);
  }

  /** Nanoseconds since the world began. */
  public long nanos() {
    return now;
  }

  /** The world's chance. */
  public Random random() {
    return random;
  }

  /** How many waits are nested now. */
  public int depth() {
    return depth;
  }

  /** The node whose event is happening, null when it is nobody's. */
  public @Nullable VirtualScheduler running() {
    return running;
  }

  /** A node's view of this world. */
  public VirtualScheduler scheduler(String node) {
    return new VirtualScheduler(this, node);
  }

  /** Lets something happen after that time, whichever nodes are gone by then. */
  public Future<?> in(Duration time, Runnable what) {
    return add(null, time.toNanos(), what);
  }

  Event add(@Nullable VirtualScheduler owner, long nanos, Runnable what) {
    long at = nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + Math.max(0, nanos);
    Event event = new Event(owner, what, at, random.nextInt(), events++);
    queue.add(event);
    return event;
  }

  void again(Event event) {
    event.at = now;
    queue.add(event);
  }

  /** What that node has planned comes by so much earlier, but not before now. */
  void hasten(VirtualScheduler owner, long nanos) {
    List<Event> its = queue.stream().filter(event -> event.owner == owner).toList();
    queue.removeIf(event -> event.owner == owner);
    for (Event event : its) {
      event.at = Math.max(now, event.at - nanos);
      queue.add(event);
    }
  }

  /**
   * Registers something that belongs to the thread, such as the transaction bound to it. It is
   * asked whenever somebody begins to wait, puts that away for the time of waiting, and gives what
   * brings it back.
   */
  public void whenWaiting(Supplier<Runnable> putAway) {
    suspensions.add(putAway);
  }

  /** Lets all happen that is due now. */
  public void drain() {
    boolean unused = pump(() -> false, now);
  }

  /** Lets that much time pass, and all happen that falls into it. */
  public void advance(Duration time) {
    boolean unused = pump(() -> false, now + time.toNanos());
  }

  /**
   * Lets time pass until something is so, for at most that long.
   *
   * @return whether it is so
   */
  public boolean until(BooleanSupplier done, Duration longest) {
    boolean is = pump(done, now + longest.toNanos());
    if (running != null) {
      running.waitWhileHeld();
    }
    return is;
  }

  /**
   * The same, and the node whose event is happening does nothing else meanwhile, as if its process
   * stood still.
   */
  public boolean stall(BooleanSupplier done, Duration longest) {
    VirtualScheduler self = running;
    if (self == null) {
      return until(done, longest);
    }
    self.hold();
    boolean is;
    try {
      is = pump(done, now + longest.toNanos());
    } finally {
      self.release();
    }
    self.waitWhileHeld();
    return is;
  }

  /** Waits until it is done, however long that takes. */
  void pump(BooleanSupplier done) {
    VirtualScheduler self = running;
    if (!pump(done, now + IN_VAIN) && !gone(self)) {
      throw new IllegalStateException(
          "What is waited for has not come in a day. Something that it needs was closed, or waits for it");
    }
  }

  /** Waits until it is done or the world is that old. */
  boolean pump(BooleanSupplier done, long until) {
    if (depth >= MAX_DEPTH) {
      throw new IllegalStateException(
          "%d waits are nested: each waits for the one after it".formatted(depth));
    }
    List<Runnable> bringBack = new ArrayList<>();
    suspensions.forEach(each -> bringBack.add(each.get()));
    VirtualScheduler self = running;
    depth++;
    try {
      boolean is = done.getAsBoolean();
      while (!is && !gone(self) && happen(until)) {
        is = done.getAsBoolean();
      }
      if (!is && !gone(self)) {
        now = Math.max(now, until);
      }
      return is;
    } finally {
      depth--;
      running = self;
      bringBack.forEach(Runnable::run);
    }
  }

  private static boolean gone(@Nullable VirtualScheduler self) {
    return self != null && self.crashed();
  }

  /** One event, if there is one until then. */
  private boolean happen(long until) {
    for (Event next = queue.peek(); next != null && next.at <= until; next = queue.peek()) {
      queue.remove();
      if (next.pending()) {
        atOnce = next.at > now ? 0 : atOnce + 1;
        now = Math.max(now, next.at);
        if (atOnce > MAX_AT_ONCE) {
          throw new IllegalStateException(
              "Time stands still: %d events in a row at %d ns".formatted(atOnce, now));
        }
        if (next.owner == null || !next.owner.putOff(next)) {
          happen(next);
          return true;
        }
      }
    }
    return false;
  }

  private void happen(Event event) {
    VirtualScheduler before = running;
    boolean interrupted = Thread.currentThread().isInterrupted();
    running = event.owner;
    try {
      event.happen();
    } catch (NodeGoneError gone) {
      if (event.owner == null || !event.owner.crashed()) {
        throw gone;
      }
    } finally {
      running = before;
      if (!interrupted) {
        boolean unused = Thread.interrupted();
      }
    }
  }
}
