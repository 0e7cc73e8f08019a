package dev.amends.spring.autoconfigure;

import dev.amends.spring.engine.SchemaMode;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * How the engine's life begins and ends.
 *
 * @param schema The engine's tables.
 * @param start The start.
 * @param shutdown The end.
 */
@ConfigurationProperties("amends")
public record LifeProperties(
    @DefaultValue Schema schema, @DefaultValue Start start, @DefaultValue Shutdown shutdown) {

  /**
   * The engine's tables.
   *
   * @param migrate Whether missing migrations of the engine's tables are run at start-up (true),
   *     are a failure (validate), or are nobody's business (false).
   */
  public record Schema(@DefaultValue("true") SchemaMode migrate) {}

  /**
   * The start.
   *
   * @param patience How long start-up waits for the database; after it, the application starts and
   *     the engine follows in the background.
   */
  public record Start(@Name("wait") @DefaultValue("5s") Duration patience) {
    public Start {
      Require.notNegative("amends.start.wait", patience);
    }
  }

  /**
   * The end.
   *
   * @param grace How long calls under way may take to end at shutdown, once no new ones come in.
   */
  public record Shutdown(@DefaultValue("20s") Duration grace) {
    public Shutdown {
      Require.notNegative("amends.shutdown.grace", grace);
    }
  }
}
