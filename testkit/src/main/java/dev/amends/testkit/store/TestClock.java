package dev.amends.testkit.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class TestClock implements InstantSource {
  private volatile Instant now;

  /** Begins at some fixed moment. */
  public TestClock() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** Begins at this moment. */
  public TestClock(Instant start) {
    this.now = start;
  }

  /** Moves it forward. */
  public synchronized Instant advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("A clock only goes forward, got " + by);
    }
    now = now.plus(by);
    return now;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
