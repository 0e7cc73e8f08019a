package dev.amends.internal.write;

import dev.amends.journal.SagaAddress;
import dev.amends.spi.SagaStore;
import java.time.Instant;

/** Gives out saga numbers, reserved a block at a time. Safe for many threads. */
public final class SagaNumbers {
  private static final int BLOCK = 1_000;
  private static final long SECONDS_PER_DAY = 86_400;

  private final SagaStore store;
  private long next; // guarded by this
  private long end; // guarded by this

  public SagaNumbers(SagaStore store) {
    this.store = store;
  }

  /**
   * The address of a new saga; its bucket is the day of the database's clock.
   *
   * @throws dev.amends.error.StoreUnavailableException if a block is needed and cannot be had
   */
  public SagaAddress next(Instant now) {
    return new SagaAddress(number(), Math.toIntExact(now.getEpochSecond() / SECONDS_PER_DAY));
  }

  private synchronized long number() {
    if (next == end) {
      next = store.reserveNumbers(BLOCK);
      end = next + BLOCK;
    }
    return next++;
  }
}
