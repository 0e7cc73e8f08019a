package dev.amends.spring.http;

import dev.amends.spring.WallClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long another side asks to be left alone, from {@code Retry-After} in seconds or as a
 * date, else from {@code X-RateLimit-Reset} or {@code RateLimit-Reset}. What is negative, past or
 * not to be understood counts as not said; what is longer than the cap counts as the cap.
 */
final class RetryAfter {
  /** A larger reset is no distance but a time, in seconds since 1970. */
  private static final long SMALLEST_EPOCH = 1_000_000_000L;

  private final Duration cap;

  RetryAfter(Duration cap) {
    this.cap = cap;
  }

  /**
   * The wait that an answer asks for, null when it asks for none.
   *
   * @param header gives the first value of a header, null when there is none
   */
  @Nullable Duration read(Function<String, @Nullable String> header) {
    String retryAfter = header.apply("Retry-After");
    if (retryAfter != null) {
      Duration wait = seconds(retryAfter).or(() -> date(retryAfter, header)).orElse(null);
      return wait == null ? null : bounded(wait);
    }
    for (String name : new String[] {"X-RateLimit-Reset", "RateLimit-Reset"}) {
      String reset = header.apply(name);
      if (reset != null) {
        return seconds(reset).map(wait -> fromEpoch(wait, header)).map(this::bounded).orElse(null);
      }
    }
    return null;
  }

  private static Optional<Duration> seconds(String value) {
    String digits = value.strip();
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    // More digits than a long has mean "practically never", which the cap takes care of.
    long seconds = digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static Optional<Duration> date(String value, Function<String, @Nullable String> header) {
    return instant(value).map(date -> Duration.between(now(header), date));
  }

  private static Duration fromEpoch(Duration wait, Function<String, @Nullable String> header) {
    if (wait.toSeconds() < SMALLEST_EPOCH) {
      return wait;
    }
    return wait.minusSeconds(now(header).getEpochSecond());
  }

  /** The other side's own clock, where it sent it along, because the date is by that clock. */
  private static Instant now(Function<String, @Nullable String> header) {
    String date = header.apply("Date");
    return (date == null ? Optional.<Instant>empty() : instant(date)).orElseGet(WallClock::now);
  }

  private static Optional<Instant> instant(String value) {
    try {
      DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH);
      return Optional.of(ZonedDateTime.parse(value.strip(), format).toInstant());
    } catch (DateTimeException thrown) {
      return Optional.empty();
    }
  }

  private @Nullable Duration bounded(Duration wait) {
    if (wait.isNegative() || wait.isZero()) {
      return null;
    }
    return wait.compareTo(cap) > 0 ? cap : wait;
  }
}
