package dev.amends.internal.write;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of sagas: UUIDs of version 7, in order of the database's time. */
public final class SagaIds {
  private SagaIds() {}

  /** A new id for a saga that starts now. */
  public static UUID at(Instant now) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (now.toEpochMilli() << 16) | 0x7000L | random.nextInt(1 << 12);
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
