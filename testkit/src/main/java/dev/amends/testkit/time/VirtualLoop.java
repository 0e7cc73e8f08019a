package dev.amends.testkit.time;

import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rounds of the same work, each an event. */
final class VirtualLoop implements Scheduler.Loop {
  private static final Logger log = LoggerFactory.getLogger(VirtualLoop.class);

  private final VirtualScheduler node;
  private final Supplier<Duration> pause;
  private final Runnable work;
  private @Nullable Event next;
  private boolean nudged;
  private boolean closed;

  VirtualLoop(VirtualScheduler node, Supplier<Duration> pause, Runnable work) {
    this.node = node;
    this.pause = pause;
    this.work = work;
  }

  @Override
  public void start() {
    plan();
  }

  private void plan() {
    if (!closed) {
      long wait = nudged ? 0 : node.worldly(pause.get().toNanos());
      nudged = false;
      next = node.plan(wait, this::round);
    }
  }

  private void round() {
    next = null;
    try {
      work.run();
    } catch (NodeGoneError gone) {
      throw gone;
    } catch (RuntimeException | Error failed) {
      log.warn("A round failed and will be tried again: {}", failed.toString(), failed);
    }
    plan();
  }

  @Override
  public void nudge() {
    if (next == null) {
      nudged = true;
    } else if (next.cancel(false)) {
      next = node.plan(0, this::round);
    }
  }

  @Override
  public void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
  }
}
