package dev.amends.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long another side asks to be left alone. */
class RetryAfterTest {
  private final RetryAfter reader = new RetryAfter(Duration.ofMinutes(15));

  private Duration read(Map<String, String> headers) {
    return reader.read(headers::get);
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "' 30 ', PT30S",
    "900, PT15M",
    "901, PT15M",
    "315360000, PT15M",
    "99999999999999999999999999, PT15M",
    "0,",
    "-5,",
    "1.5,",
    "soon,",
    "'',",
    "+3,",
    "٣,",
  })
  void secondsAreTakenAndCapped(String value, Duration expected) {
    assertThat(read(Map.of("Retry-After", value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'Wed, 21 Oct 2026 07:28:30 GMT', PT30S",
    "'Wed, 21 Oct 2026 07:28:00 GMT',",
    "'Wed, 21 Oct 2026 07:00:00 GMT',",
    "'Thu, 21 Oct 2038 07:28:00 GMT', PT15M",
    "'Wed, 99 Oct 2026 07:28:00 GMT',",
  })
  void aDateIsReadByTheOtherSidesClock(String value, Duration expected) {
    assertThat(read(Map.of("Retry-After", value, "Date", "Wed, 21 Oct 2026 07:28:00 GMT")))
        .isEqualTo(expected);
  }

  @Test
  void aDateWithoutTheOtherSidesClockIsReadByOurs() {
    assertThat(read(Map.of("Retry-After", "Wed, 21 Oct 2099 07:28:00 GMT")))
        .isEqualTo(Duration.ofMinutes(15));
    assertThat(read(Map.of("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"))).isNull();
  }

  @Test
  void aRateLimitsResetIsADistanceOrATime() {
    assertThat(read(Map.of("X-RateLimit-Reset", "12"))).isEqualTo(Duration.ofSeconds(12));
    assertThat(read(Map.of("RateLimit-Reset", "12"))).isEqualTo(Duration.ofSeconds(12));
    assertThat(
            read(
                Map.of("X-RateLimit-Reset", "1792567710", "Date", "Wed, 21 Oct 2026 07:28:00 GMT")))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(read(Map.of("X-RateLimit-Reset", "12", "Retry-After", "3")))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void nothingIsNothing() {
    assertThat(read(Map.of())).isNull();
  }
}
