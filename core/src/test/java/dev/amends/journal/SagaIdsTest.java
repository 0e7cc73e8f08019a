package dev.amends.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SagaIdsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 123_456_789_012L, (1L << 46) - 1})
  void carriesTheNumber(long number) {
    UUID id = SagaIds.of(number, NOW);
    assertThat(SagaIds.number(id)).hasValue(number);
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void differsForOneNumber() {
    assertThat(SagaIds.of(5, NOW)).isNotEqualTo(SagaIds.of(5, NOW.plusMillis(1)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 46, Long.MAX_VALUE})
  void refusesANumberThatDoesNotFit(long number) {
    assertThatThrownBy(() -> SagaIds.of(number, NOW)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noOtherKindOfUuidIsASagas() {
    assertThat(SagaIds.number(UUID.randomUUID())).isEmpty();
    assertThat(SagaIds.number(new UUID(0, 0))).isEmpty();
  }
}
