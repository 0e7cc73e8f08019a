package dev.amends.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.spi.Retention.Keep;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineSettingsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void keepsEndedSagasForThirtyDays() {
    assertThat(EngineSettings.defaults().keep())
        .isEqualTo(new Keep(Duration.ofDays(30), Duration.ofDays(30)));
  }

  @Test
  void journalsOutliveTheLateLook() {
    Keep minute = new Keep(MINUTE, MINUTE);
    assertThatThrownBy(() -> EngineSettings.defaults().keeping(minute))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Journals must be kept longer than lateLookAfter, which is PT1M; got PT1M");
  }

  @Test
  void journalsOutliveALease() {
    Keep keep = new Keep(MINUTE.multipliedBy(2), MINUTE.multipliedBy(2));
    EngineSettings settings = EngineSettings.defaults().keeping(keep);
    assertThatThrownBy(() -> settings.leased(MINUTE.multipliedBy(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than lease");
  }
}
