package dev.amends.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EngineClockTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final EngineClock clock = new EngineClock(nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void knowsNoTimeBeforeTheDatabaseWasAsked() {
    assertThat(clock.known()).isFalse();
    assertThatThrownBy(clock::now)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not been read yet");
    clock.set(NOON, nanos.get());
    assertThat(clock.known()).isTrue();
    assertThat(clock.now()).isEqualTo(NOON);
  }

  @Tag("time")
  @Test
  void isCarriedByTheMonotonicClockAloneAlsoWhenThatOverflows() {
    clock.set(NOON, nanos.get());
    assertThat(clock.now()).isEqualTo(NOON);
    pass(Duration.ofSeconds(90));
    assertThat(nanos.get()).as("it has overflowed").isNegative();
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(90));
    assertThat(clock.nanos()).isEqualTo(nanos.get());
  }

  @Test
  void countsFromTheMomentThatTheDatabaseWasAsked() {
    long asked = nanos.get();
    pass(Duration.ofSeconds(2));
    clock.set(NOON, asked);
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(2));
  }

  @Test
  void givesMicrosecondsAsTheStoreKeepsThem() {
    clock.set(NOON.plusNanos(1_999), nanos.get());
    assertThat(clock.now()).isEqualTo(NOON.plusNanos(1_000));
    nanos.addAndGet(1);
    assertThat(clock.now()).isEqualTo(NOON.plusNanos(2_000));
  }

  @Test
  void followsTheDatabaseForwards() {
    clock.set(NOON, nanos.get());
    clock.set(NOON.plusMillis(300), nanos.get());
    assertThat(clock.now()).isEqualTo(NOON.plusMillis(300));
    clock.set(NOON.plusSeconds(3_600), nanos.get());
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(3_600));
  }

  @Test
  void doesNotGoBackForLessThanASecond() {
    clock.set(NOON, nanos.get());
    pass(Duration.ofSeconds(10));
    clock.set(NOON.plusMillis(9_001), nanos.get());
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(10));
    pass(Duration.ofSeconds(1));
    assertThat(clock.now()).as("and goes on from there").isEqualTo(NOON.plusSeconds(11));
  }

  @Test
  void followsADatabaseWhoseClockWasPutBack() {
    clock.set(NOON, nanos.get());
    pass(Duration.ofSeconds(10));
    clock.set(NOON.plusSeconds(9), nanos.get());
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(9));
    clock.set(NOON.minusSeconds(7_200), nanos.get());
    assertThat(clock.now()).isEqualTo(NOON.minusSeconds(7_200));
  }

  @Test
  void standsStillWhenTheMonotonicClockWasReadBeforeItsLastReading() {
    clock.set(NOON, nanos.get());
    nanos.addAndGet(-5_000);
    assertThat(clock.now()).isEqualTo(NOON);
  }

  @Test
  void neverGoesBackWhileTheReadingsDifferALittle() {
    Random random = new Random(42);
    clock.set(NOON, nanos.get());
    Instant real = NOON;
    Instant last = clock.now();
    for (int i = 0; i < 10_000; i++) {
      int passed = random.nextInt(2_000);
      nanos.addAndGet(passed);
      real = real.plusNanos(passed);
      if (random.nextInt(4) == 0) {
        int ago = random.nextInt(1_500);
        clock.set(real.minusNanos(ago + random.nextInt(100_000)), nanos.get() - ago);
      }
      assertThat(clock.now()).as("reading %d", i).isAfterOrEqualTo(last);
      last = clock.now();
    }
  }
}
