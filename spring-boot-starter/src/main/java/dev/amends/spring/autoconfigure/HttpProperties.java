package dev.amends.spring.autoconfigure;

import dev.amends.spring.http.HttpLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Calls of other people's HTTP APIs.
 *
 * @param connectTimeout How long a connection may take to be made, where
 *     spring.http.clients.connect-timeout does not say.
 * @param readTimeout How long a whole answer may take, where spring.http.clients.read-timeout does
 *     not say; within an action, what its attempt has left counts if that is shorter.
 * @param maxAnswer Longest answer that is read.
 * @param retryAfterCap Longest wait that another side can ask for.
 */
@ConfigurationProperties("amends.http")
public record HttpProperties(
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("10s") Duration readTimeout,
    @DefaultValue("1MB") DataSize maxAnswer,
    @DefaultValue("15m") Duration retryAfterCap) {
  private static final DataSize LARGEST_ANSWER = DataSize.ofGigabytes(1);

  public HttpProperties {
    Require.positive("amends.http.connect-timeout", connectTimeout);
    Require.positive("amends.http.read-timeout", readTimeout);
    Require.size("amends.http.max-answer", LARGEST_ANSWER, maxAnswer);
    Require.positive("amends.http.retry-after-cap", retryAfterCap);
  }

  HttpLimits limits() {
    return new HttpLimits(connectTimeout, readTimeout, maxAnswer.toBytes(), retryAfterCap);
  }
}
