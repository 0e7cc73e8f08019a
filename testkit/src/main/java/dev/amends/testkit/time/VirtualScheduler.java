package dev.amends.testkit.time;

import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * One node's time, threads and chance in a world of {@link VirtualTime}. The node can be paused, or
 * be gone: what it has begun ends with {@link NodeGoneError} wherever it waits, and what it has
 * planned never happens.
 */
public final class VirtualScheduler implements Scheduler {
  private final VirtualTime world;
  private final String node;
  private final List<Event> putOff = new ArrayList<>();
  private Duration latency = Duration.ZERO;
  private double rate = 1;
  private long since;
  private long shown;
  private int held;
  private boolean crashed;
  private boolean stopped;

  VirtualScheduler(VirtualTime world, String node) {
    this.world = world;
    this.node = node;
    this.since = world.nanos();
    this.shown = since;
  }

  /** The node's name. */
  public String node() {
    return node;
  }

  /** From now on, work begins up to that much later than it could; without this, at once. */
  public VirtualScheduler latency(Duration most) {
    latency = most;
    return this;
  }

  /** From now on, the node's clock runs that much faster than the world's; 1 is right. */
  public VirtualScheduler rate(double times) {
    shown = nanos();
    since = world.nanos();
    rate = times;
    return this;
  }

  /**
   * The node's clock goes on by that much at once, while the world's stands: what the node had
   * planned comes earlier. Whoever waits already waits for as long as before.
   */
  public VirtualScheduler jump(Duration forward) {
    shown = nanos() + forward.toNanos();
    since = world.nanos();
    world.hasten(this, worldly(forward.toNanos()));
    return this;
  }

  /** The process is gone. */
  public void crash() {
    crashed = true;
    putOff.clear();
  }

  /** Whether the process is gone. */
  public boolean crashed() {
    return crashed;
  }

  /** The process stands still for that long; what comes meanwhile waits. */
  public void pauseFor(Duration time) {
    hold();
    Future<?> unused = world.in(time, this::release);
  }

  void hold() {
    held++;
  }

  void release() {
    held--;
    if (held == 0) {
      List<Event> now = List.copyOf(putOff);
      putOff.clear();
      now.forEach(world::again);
    }
  }

  /** Whether it was kept for later since the node stands still. */
  boolean putOff(Event event) {
    return held > 0 && putOff.add(event);
  }

  void waitWhileHeld() {
    if (held > 0) {
      world.pump(() -> held == 0);
    }
    check();
  }

  /**
   * Ends what the node does if it is gone.
   *
   * @throws NodeGoneError if it is
   */
  public void check() {
    if (crashed) {
      throw new NodeGoneError(node);
    }
  }

  @Override
  public long nanos() {
    return shown + (long) ((world.nanos() - since) * rate);
  }

  @Override
  public double random() {
    return world.random().nextDouble();
  }

  @Override
  public Executor workers() {
    return task -> {
      if (stopped) {
        throw new RejectedExecutionException("Node " + node + " has stopped");
      }
      Future<?> unused = plan(drawn(), task);
    };
  }

  private long drawn() {
    return latency.isZero() ? 0 : (long) (latency.toNanos() * random());
  }

  /** An event of this node, after that time by the world's clock. */
  Event plan(long nanos, Runnable what) {
    return world.add(this, nanos, what);
  }

  /** How long that takes by the world's clock. */
  long worldly(long nanos) {
    return rate == 1 ? nanos : (long) (nanos / rate);
  }

  @Override
  public Timer timer(String name) {
    return new VirtualTimer(this);
  }

  @Override
  public Loop loop(String name, Supplier<Duration> pause, Runnable work) {
    return new VirtualLoop(this, pause, work);
  }

  @Override
  public boolean await(CompletableFuture<?> done, long until) {
    check();
    if (!Thread.currentThread().isInterrupted()) {
      long end = world.nanos() + Math.max(0, worldly(until - nanos()));
      boolean unused = world.pump(done::isDone, end);
      waitWhileHeld();
    }
    return done.isDone();
  }

  @Override
  public <T> T join(CompletableFuture<T> done) {
    check();
    world.pump(done::isDone);
    waitWhileHeld();
    return done.join();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  private static final class VirtualTimer implements Timer {
    private final VirtualScheduler node;
    private final List<Event> planned = new ArrayList<>();
    private boolean closed;

    VirtualTimer(VirtualScheduler node) {
      this.node = node;
    }

    @Override
    public Future<?> in(Duration time, Runnable what) {
      if (closed) {
        throw new RejectedExecutionException("This timer of node " + node.node + " is closed");
      }
      Event event = node.plan(node.worldly(time.toNanos()), what);
      planned.removeIf(Event::isDone);
      planned.add(event);
      return event;
    }

    @Override
    public void close() {
      closed = true;
      planned.forEach(event -> event.cancel(false));
    }
  }
}
