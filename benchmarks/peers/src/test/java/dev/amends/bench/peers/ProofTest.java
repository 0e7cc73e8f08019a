package dev.amends.bench.peers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProofTest {
  @Test
  void waitsForWhatTheTablesShowLate() {
    AtomicLong shown = new AtomicLong(8);
    assertThatCode(() -> Proof.await("peer", 10, shown::incrementAndGet, Duration.ofSeconds(30)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesToBelieveMoreThanTheTablesShow() {
    assertThatThrownBy(() -> Proof.await("peer", 10, () -> 9, Duration.ZERO))
        .hasMessage("peer has told of 10 units, its tables show 9");
  }

  @Test
  void refusesToBelieveLessThanTheTablesShow() {
    assertThatThrownBy(() -> Proof.await("peer", 10, () -> 11, Duration.ZERO))
        .hasMessageContaining("show 11");
  }
}
