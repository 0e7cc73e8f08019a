package dev.amends.systems.provisioning.mattermost;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClient;

/**
 * Mattermost's REST API. A call returns what the server made, or throws: {@link
 * MattermostException} for an answer that isn't the wanted one, Spring's {@code
 * ResourceAccessException} when none came. Nothing is repeated here. Safe for many threads.
 */
public record Mattermost(
    Teams teams, Users users, Channels channels, Hooks hooks, Commands commands) {
  /**
   * A client.
   *
   * @param http a builder with whatever the application adds to all its clients
   * @param transports builds what sends the requests
   */
  public static Mattermost connect(
      RestClient.Builder http,
      ClientHttpRequestFactoryBuilder<?> transports,
      MattermostSettings settings) {
    HttpClientSettings timeouts =
        HttpClientSettings.defaults()
            .withConnectTimeout(settings.connectTimeout())
            .withReadTimeout(settings.readTimeout())
            .withRedirects(HttpRedirects.DONT_FOLLOW);
    RestClient client =
        http.clone()
            .requestFactory(transports.build(timeouts))
            .baseUrl(settings.url())
            .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.token())
            .build();
    Calls calls = new Calls(client);
    return new Mattermost(
        new Teams(calls),
        new Users(calls),
        new Channels(calls),
        new Hooks(calls),
        new Commands(calls));
  }
}
