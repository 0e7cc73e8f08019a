package dev.amends.spring.http;

import java.time.Duration;

/**
 * Bounds of calls of HTTP APIs.
 *
 * @param connectTimeout how long a connection may take to be made, unless the application says
 *     otherwise for its clients
 * @param readTimeout how long a whole answer may take outside of actions, and at most within them,
 *     unless the application says otherwise for its clients
 * @param maxAnswer bytes of an answer at most; a longer success counts as unreadable, a longer
 *     error is cut
 * @param retryAfterCap longest wait that another side can ask for
 */
public record HttpLimits(
    Duration connectTimeout, Duration readTimeout, long maxAnswer, Duration retryAfterCap) {
  /** 2 s to connect, 10 s to answer, 1 MiB, 15 min. */
  public static final HttpLimits DEFAULTS =
      new HttpLimits(
          Duration.ofSeconds(2), Duration.ofSeconds(10), 1 << 20, Duration.ofMinutes(15));

  public HttpLimits {
    positive("connectTimeout", connectTimeout);
    positive("readTimeout", readTimeout);
    positive("retryAfterCap", retryAfterCap);
    if (maxAnswer < 1) {
      throw new IllegalArgumentException("maxAnswer must be at least 1 byte, got " + maxAnswer);
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be more than zero, got " + value);
    }
  }
}
