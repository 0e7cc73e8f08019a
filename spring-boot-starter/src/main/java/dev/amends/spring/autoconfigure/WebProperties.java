package dev.amends.spring.autoconfigure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * The application's own HTTP endpoints.
 *
 * @param maxBody Longest body of a request, multipart ones excepted; a longer one is answered with
 *     413. Larger than amends.payload-limit, so that an input of any size can be edited.
 * @param problems Whether the library's exceptions are answered as problem+json.
 * @param idempotency Endpoints marked @Idempotent.
 */
@ConfigurationProperties("amends.web")
public record WebProperties(
    @DefaultValue("2MB") DataSize maxBody,
    @DefaultValue("true") boolean problems,
    @DefaultValue Idempotency idempotency) {
  private static final DataSize LARGEST_BODY = DataSize.ofGigabytes(1);
  private static final DataSize LARGEST_ANSWER = DataSize.ofMegabytes(16);

  /**
   * Endpoints marked @Idempotent.
   *
   * @param keep How long an Idempotency-Key and its final answer are kept.
   * @param patience How long a request waits for another one with the same key before it is
   *     answered with 409.
   * @param claim How long a request may work before another one with its key may take its place,
   *     for nodes that die meanwhile.
   * @param maxAnswer Longest final answer that is kept; the key of a longer one is used up without
   *     it.
   */
  public record Idempotency(
      @DefaultValue("1d") Duration keep,
      @Name("wait") @DefaultValue("5s") Duration patience,
      @DefaultValue("1m") Duration claim,
      @DefaultValue("1MB") DataSize maxAnswer) {
    public Idempotency {
      Require.positive("amends.web.idempotency.keep", keep);
      Require.notNegative("amends.web.idempotency.wait", patience);
      Require.positive("amends.web.idempotency.claim", claim);
      Require.size("amends.web.idempotency.max-answer", LARGEST_ANSWER, maxAnswer);
    }
  }

  public WebProperties {
    Require.size("amends.web.max-body", LARGEST_BODY, maxBody);
  }
}
