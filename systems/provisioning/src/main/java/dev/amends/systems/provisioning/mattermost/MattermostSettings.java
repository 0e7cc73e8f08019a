package dev.amends.systems.provisioning.mattermost;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Mattermost is and how long a call may take.
 *
 * @param url base URL without {@code /api/v4}
 * @param token access token of an account that administrates the system
 * @param connectTimeout default 1 s
 * @param readTimeout how long an answer may take once connected; default 5 s
 */
@ConfigurationProperties("provisioning.mattermost")
public record MattermostSettings(
    @DefaultValue("http://localhost:8065") URI url,
    @DefaultValue("simulator") String token,
    @DefaultValue("1s") Duration connectTimeout,
    @DefaultValue("5s") Duration readTimeout) {
  private static final Duration MARGIN = Duration.ofMillis(500);

  /** The longest that one call can take before the client gives it up. */
  public Duration callTimeout() {
    return connectTimeout.plus(readTimeout).plus(MARGIN);
  }

  @Override
  public String toString() {
    return "MattermostSettings[url=%s, connectTimeout=%s, readTimeout=%s]"
        .formatted(url, connectTimeout, readTimeout);
  }
}
