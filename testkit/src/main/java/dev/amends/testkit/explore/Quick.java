package dev.amends.testkit.explore;

import dev.amends.definition.Retry;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Retention;
import java.time.Duration;

/**
 * Times short enough to wait for thousands of times. What policies say about numbers of attempts
 * stays; what they say about time becomes milliseconds, and zero stays zero.
 */
final class Quick {
  /** How long absence proves nothing. */
  static final Duration SETTLE = Duration.ofMillis(24);

  /** The same where a call comes late; the machine may halt for a while before it does. */
  static final Duration LONG_SETTLE = Duration.ofMillis(500);

  /** A late call that has not come by then never comes. */
  static final Duration LATEST = Duration.ofMillis(100);

  private static final Duration FIRST = Duration.ofMillis(1);
  private static final Duration CAP = Duration.ofMillis(4);
  private static final int MOST_ATTEMPTS = 8;

  private Quick() {}

  /** The same policy at another pace; one that is bounded by time only gets eight attempts. */
  static Retry policy(Retry policy) {
    return Retry.backoff(FIRST, CAP).attempts(Math.min(policy.attempts(), MOST_ATTEMPTS));
  }

  /** An engine that looks around all the time. */
  static EngineSettings settings() {
    return new EngineSettings(
        "explored",
        Duration.ofSeconds(3),
        Duration.ofMillis(15),
        Duration.ofMillis(15),
        Duration.ofMillis(40),
        Duration.ofSeconds(30),
        16,
        1_000,
        1 << 20,
        Duration.ofMillis(20),
        Duration.ofSeconds(1),
        Retention.Keep.DEFAULT,
        Duration.ofMinutes(5));
  }
}
