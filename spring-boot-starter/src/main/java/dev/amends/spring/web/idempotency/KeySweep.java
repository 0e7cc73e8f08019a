package dev.amends.spring.web.idempotency;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Deletes keys and answers that have been kept long enough, now and then. */
public final class KeySweep implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(KeySweep.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Claims claims;
  private final Duration pause;
  private volatile @Nullable ScheduledExecutorService timer;
  private volatile @Nullable ScheduledFuture<?> sweeping;

  /**
   * A sweep.
   *
   * @param keep how long keys are kept; swept ten times as often, at least every 10 min
   */
  public KeySweep(Claims claims, Duration keep) {
    this.claims = claims;
    Duration tenth = keep.dividedBy(10);
    this.pause = tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE;
  }

  @Override
  public void start() {
    ScheduledExecutorService fresh =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "amends-http-keys");
              thread.setDaemon(true);
              return thread;
            });
    long millis = Math.max(1, pause.toMillis());
    sweeping = fresh.scheduleWithFixedDelay(this::sweep, millis, millis, TimeUnit.MILLISECONDS);
    timer = fresh;
  }

  private void sweep() {
    try {
      int deleted = claims.sweep();
      LOG.debug("{} keys of HTTP requests were old enough to be deleted", deleted);
    } catch (RuntimeException thrown) {
      LOG.warn("Old keys of HTTP requests could not be deleted: {}", thrown.toString());
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService running = timer;
    ScheduledFuture<?> work = sweeping;
    timer = null;
    if (work != null) {
      work.cancel(true);
    }
    if (running != null) {
      running.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }
}
