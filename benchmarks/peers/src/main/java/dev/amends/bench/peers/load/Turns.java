package dev.amends.bench.peers.load;

import dev.amends.bench.database.Server;
import dev.amends.bench.measure.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps so many units in flight: when one ends, the next begins. */
public final class Turns implements Running {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PORTIONS = 64;
  private static final long PAUSE_MILLIS = 20;

  private final Progress progress = new Progress();
  private final Map<Long, Long> begunAt = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Peer peer;
  private volatile boolean over;

  private Turns(Opening opening, Server server, int inFlight) throws Exception {
    peer = opening.open(server, inFlight, new Next());
  }

  /** Opens the peer and begins, a portion after the other, lest all go in one pace. */
  public static Turns begin(Opening opening, Server server, int inFlight) throws Exception {
    Turns turns = new Turns(opening, server, inFlight);
    try {
      turns.beginAll(inFlight);
      return turns;
    } catch (Exception failed) {
      turns.close();
      throw failed;
    }
  }

  private void beginAll(int inFlight) throws Exception {
    int portion = (inFlight + PORTIONS - 1) / PORTIONS;
    for (int begun = 0; begun < inFlight; begun++) {
      if (begun > 0 && begun % portion == 0) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      next();
    }
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public void finish() throws Exception {
    over = true;
    long begun = System.nanoTime();
    while (!begunAt.isEmpty() && failure.get() == null) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException(begunAt.size() + " units have not come to their end");
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    Throwable why = failure.get();
    if (why != null) {
      throw new IllegalStateException("A unit failed: " + why, why);
    }
  }

  @Override
  public void close() {
    over = true;
    peer.close();
  }

  private void next() throws Exception {
    long unit = numbers.incrementAndGet();
    begunAt.put(unit, System.nanoTime());
    peer.begin(unit);
  }

  private final class Next implements Ends {
    @Override
    public void ended(long unit) {
      Long begun = begunAt.remove(unit);
      if (begun == null) {
        failed(new IllegalStateException("Unit %d has ended twice".formatted(unit)));
        return;
      }
      progress.done(System.nanoTime() - begun);
      if (!over) {
        try {
          next();
        } catch (Exception failed) {
          failed(failed);
        }
      }
    }

    @Override
    public void failed(Throwable why) {
      over = true;
      failure.compareAndSet(null, why);
    }
  }
}
