package dev.amends.spring;

import java.time.Instant;

/**
 * The machine's time of day. It decides nothing about sagas: it only tells how far away a date is
 * that another side wrote into a header, where that side did not send its own clock along.
 */
public final class WallClock {
  private WallClock() {}

  /** The time of day on this machine. */
  public static Instant now() {
    return Instant.now();
  }
}
