package dev.amends.definition;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Retry RETRY = Retry.backoff(ofMillis(100), ofSeconds(1));

  @Test
  void hasTheDocumentedDefaults() {
    assertThat(Retry.DEFAULT).isEqualTo(new Retry(ofMillis(200), ofSeconds(10), 4, Retry.FOREVER));
    assertThat(Retry.PROBING)
        .isEqualTo(new Retry(ofMillis(200), ofSeconds(5), Integer.MAX_VALUE, ofSeconds(30)));
    assertThat(Retry.UNDOING)
        .isEqualTo(new Retry(ofMillis(200), ofMinutes(1), Integer.MAX_VALUE, ofDays(1)));
    assertThat(Retry.never().attempts()).isEqualTo(1);
  }

  @Test
  void changesOnePartAtATime() {
    Retry some = RETRY.attempts(7).within(ofSeconds(9));
    assertThat(some).isEqualTo(new Retry(ofMillis(100), ofSeconds(1), 7, ofSeconds(9)));
    assertThat(RETRY.attempts()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void doublesTheWaitUpToTheCap() {
    assertThat(RETRY.waitAfter(1, 0)).isEqualTo(ofMillis(100));
    assertThat(RETRY.waitAfter(2, 0)).isEqualTo(ofMillis(200));
    assertThat(RETRY.waitAfter(3, 0)).isEqualTo(ofMillis(400));
    assertThat(RETRY.waitAfter(4, 0)).isEqualTo(ofMillis(800));
    assertThat(RETRY.waitAfter(5, 0)).isEqualTo(ofSeconds(1));
    assertThat(RETRY.waitAfter(Integer.MAX_VALUE, 0)).isEqualTo(ofSeconds(1));
  }

  @Test
  void takesOffUpToHalfByChance() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      Duration wait = RETRY.waitAfter(5, random.nextDouble());
      assertThat(wait).isGreaterThanOrEqualTo(ofMillis(500)).isLessThanOrEqualTo(ofSeconds(1));
    }
    assertThat(RETRY.waitAfter(5, 0.5)).isEqualTo(ofMillis(750));
  }

  @Test
  void mayNotWaitAtAll() {
    assertThat(Retry.backoff(ZERO, ZERO).waitAfter(3, 0.3)).isZero();
    assertThat(Retry.backoff(ZERO, ofSeconds(1)).waitAfter(3, 0.3)).isZero();
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThatThrownBy(() -> Retry.backoff(ofMillis(-1), ofSeconds(1)))
        .hasMessageContaining("first wait that is not negative");
    assertThatThrownBy(() -> Retry.backoff(ofSeconds(2), ofSeconds(1)))
        .hasMessageContaining("a cap that is not smaller; got PT2S to PT1S");
    assertThatThrownBy(() -> RETRY.attempts(0)).hasMessageContaining("At least 1 attempt");
    assertThatThrownBy(() -> RETRY.within(ofSeconds(-1))).hasMessageContaining("0 to 365 days");
    assertThatThrownBy(() -> RETRY.within(ofDays(366))).hasMessageContaining("0 to 365 days");
    assertThat(RETRY.within(Retry.FOREVER).within(ZERO).within()).isZero();
  }
}
