package dev.amends.bench.peers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** That what was told to be complete is complete. */
final class Proof {
  /** What the tables show now. */
  interface Count {
    long now() throws Exception;
  }

  private Proof() {}

  /** Counts of deleted rows come late, so it asks again for a while. */
  static void await(String name, long told, Count tables, Duration patience) throws Exception {
    long begun = System.nanoTime();
    long shown = tables.now();
    while (shown != told) {
      if (System.nanoTime() - begun > patience.toNanos()) {
        throw new IllegalStateException(
            "%s has told of %d units, its tables show %d".formatted(name, told, shown));
      }
      TimeUnit.MILLISECONDS.sleep(200);
      shown = tables.now();
    }
  }
}
