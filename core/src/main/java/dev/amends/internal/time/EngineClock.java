package dev.amends.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Database time, carried forward by a monotonic clock since it was last read. No wall clock of this
 * machine takes part. Safe for many threads.
 */
public final class EngineClock {
  private record Reading(Instant time, long nanos) {}

  private final LongSupplier nanos;
  private volatile @Nullable Reading reading;

  public EngineClock(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** The monotonic clock. */
  public long nanos() {
    return nanos.getAsLong();
  }

  /** Takes over what the database's clock said when the monotonic clock said that. */
  public void set(Instant databaseTime, long atNanos) {
    Reading last = reading;
    Instant carried = last == null ? databaseTime : carry(last, atNanos);
    boolean backwards = databaseTime.isBefore(carried);
    boolean slightly = Duration.between(databaseTime, carried).toMillis() < 1_000;
    reading = new Reading(backwards && slightly ? carried : databaseTime, atNanos);
  }

  /** Whether the database's clock has been read at all. */
  public boolean known() {
    return reading != null;
  }

  /** Database time, in microseconds as the store keeps it. */
  public Instant now() {
    Reading last = reading;
    if (last == null) {
      throw new IllegalStateException("The database's clock has not been read yet");
    }
    return carry(last, nanos.getAsLong()).truncatedTo(ChronoUnit.MICROS);
  }

  private static Instant carry(Reading last, long nowNanos) {
    return last.time().plusNanos(Math.max(0, nowNanos - last.nanos()));
  }
}
