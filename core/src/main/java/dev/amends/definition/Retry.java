package dev.amends.definition;

import java.time.Duration;

/**
 * How often and at what distance a step's call is repeated. The wait doubles from {@code first} up
 * to {@code cap}, and a random half of it is taken off so that sagas that failed together do not
 * come back together. Policies are not part of a definition's hash: a change counts from the next
 * failure on, also for sagas that are under way.
 *
 * @param first wait after the first failure
 * @param cap longest wait
 * @param attempts number of calls altogether, the first one included
 * @param within no further attempt is planned later than this after the first failure
 */
public record Retry(Duration first, Duration cap, int attempts, Duration within) {
  /** The longest span that {@code within} may have. */
  public static final Duration FOREVER = Duration.ofDays(365);

  /** Default of actions: 4 attempts, 200 ms to 10 s. */
  public static final Retry DEFAULT =
      backoff(Duration.ofMillis(200), Duration.ofSeconds(10)).attempts(4);

  /** Default of probes: for 30 s, 200 ms to 5 s. */
  public static final Retry PROBING =
      backoff(Duration.ofMillis(200), Duration.ofSeconds(5)).within(Duration.ofSeconds(30));

  /** Default of compensations: for 24 hours, 200 ms to 1 min. */
  public static final Retry UNDOING =
      backoff(Duration.ofMillis(200), Duration.ofMinutes(1)).within(Duration.ofHours(24));

  public Retry {
    if (first.isNegative() || cap.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "A backoff goes from a first wait that is not negative up to a cap that is not smaller; got %s to %s"
              .formatted(first, cap));
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("At least 1 attempt is needed; got " + attempts);
    }
    if (within.isNegative() || within.compareTo(FOREVER) > 0) {
      throw new IllegalArgumentException("'within' must be 0 to 365 days; got " + within);
    }
  }

  /** Waits doubling from {@code first} to {@code cap}, without bound until one is given. */
  public static Retry backoff(Duration first, Duration cap) {
    return new Retry(first, cap, Integer.MAX_VALUE, FOREVER);
  }

  /** No repetition. */
  public static Retry never() {
    return new Retry(Duration.ZERO, Duration.ZERO, 1, FOREVER);
  }

  /** The same waits with at most so many calls. */
  public Retry attempts(int most) {
    return new Retry(first, cap, most, within);
  }

  /** The same waits for at most so long. */
  public Retry within(Duration longest) {
    return new Retry(first, cap, attempts, longest);
  }

  /**
   * The wait after the given number of failures.
   *
   * @param failures 1 or more
   * @param random in [0, 1): takes off up to half of the wait
   */
  public Duration waitAfter(int failures, double random) {
    long nanos = first.toNanos();
    for (int i = 1; i < failures && nanos < cap.toNanos(); i++) {
      nanos = Math.min(cap.toNanos(), nanos * 2);
    }
    return Duration.ofNanos(nanos - (long) (nanos * 0.5 * random));
  }
}
