package dev.amends.journal;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of sagas: UUIDs of version 7, in order of the database's time. Each carries its saga's number
 * where others have chance, so that a store finds it without an index of ids.
 */
public final class SagaIds {
  /** Numbers below 70 trillion; 28 bits of chance are left. */
  private static final int NUMBER_BITS = 46;

  private static final int CHANCE_BITS = 62 - NUMBER_BITS;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private SagaIds() {}

  /** The id of a saga that starts now. */
  public static UUID of(long number, Instant now) {
    if (number < 0 || number >>> NUMBER_BITS != 0) {
      throw new IllegalArgumentException("A saga's number has at most 46 bits, got " + number);
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (now.toEpochMilli() << 16) | 0x7000L | random.nextInt(1 << 12);
    long low = VARIANT | (number << CHANCE_BITS) | random.nextInt(1 << CHANCE_BITS);
    return new UUID(high, low);
  }

  /** The number of the saga that has this id, if any has; empty when none can have it. */
  public static OptionalLong number(UUID id) {
    if (id.version() != 7 || id.variant() != 2) {
      return OptionalLong.empty();
    }
    return OptionalLong.of((id.getLeastSignificantBits() & ~VARIANT) >>> CHANCE_BITS);
  }
}
