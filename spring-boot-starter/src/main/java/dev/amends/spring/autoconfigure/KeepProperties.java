package dev.amends.spring.autoconfigure;

import dev.amends.spi.Retention;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long ended sagas are kept. Sagas that have not ended, parked ones too, are kept for ever.
 *
 * @param journal The journals.
 * @param keys The keys.
 */
@ConfigurationProperties("amends")
public record KeepProperties(@DefaultValue Journal journal, @DefaultValue Keys keys) {
  public KeepProperties {
    Require.positive("amends.journal.keep", journal.keep());
    Require.atLeast("amends.keys.keep", "amends.journal.keep", journal.keep(), keys.keep());
  }

  /**
   * The journals.
   *
   * @param keep How long after its end a saga's journal is kept, with steps, input, output and
   *     history; longer than amends.late-look-after and amends.lease. Sagas without a key go whole.
   */
  public record Journal(@DefaultValue("30d") Duration keep) {}

  /**
   * The keys.
   *
   * @param keep How long after its end a saga's key is known, so that a repeated start gives the
   *     same saga, and so that it can be found by it; at least as long as amends.journal.keep.
   */
  public record Keys(@DefaultValue("30d") Duration keep) {}

  Retention.Keep keep() {
    return new Retention.Keep(journal.keep(), keys.keep());
  }
}
