package dev.amends.jdbc.race;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What is drawn for each saga of one round: when its former owner goes on, and how long after. */
final class Heat {
  private static final int LONGEST_SECONDS = 60;
  private static final long STEP_NANOS = Duration.ofMillis(2).toNanos();

  /** One saga's draw. */
  private record Draw(Moment moment, long zombieNanos, long adopterNanos, CountDownLatch come) {}

  private final Map<String, Draw> draws = new ConcurrentHashMap<>();
  private final CountDownLatch cutOff = new CountDownLatch(1);
  final AtomicInteger waiting = new AtomicInteger();
  final AtomicInteger gone = new AtomicInteger();

  Heat(Random random, List<String> sagas, Duration lease) {
    Moment[] moments = Moment.values();
    for (String saga : sagas) {
      Moment moment = moments[random.nextInt(moments.length)];
      boolean around = moment == Moment.AROUND_THE_ADOPTION;
      long most = around ? lease.multipliedBy(2).toNanos() : STEP_NANOS;
      draws.put(
          saga,
          new Draw(
              moment,
              (long) (most * random.nextDouble()),
              (long) (STEP_NANOS * random.nextDouble()),
              around ? cutOff : new CountDownLatch(1)));
    }
  }

  /** From here on the former owner's lease is not renewed. */
  void cutOff() {
    cutOff.countDown();
  }

  /** The former owner stands in the middle of its action. */
  void zombieWaits(String saga) {
    Draw draw = draw(saga);
    waiting.incrementAndGet();
    try {
      if (!draw.come().await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The other never came to " + draw.moment());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    LockSupport.parkNanos(draw.zombieNanos());
  }

  /** The new owner comes by. */
  void adopterPasses(String saga, Moment moment) {
    Draw draw = draw(saga);
    if (draw.moment() == moment) {
      draw.come().countDown();
      LockSupport.parkNanos(draw.adopterNanos());
    }
  }

  private Draw draw(String saga) {
    Draw draw = draws.get(saga);
    if (draw == null) {
      throw new IllegalArgumentException("No saga of this round is " + saga);
    }
    return draw;
  }
}
