package dev.amends.spring.http;

import java.net.http.HttpClient;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JdkHttpClientBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Builds the transport of all RestClients and {@code @HttpExchange} groups that Spring Boot
 * configures: the JDK's client with HTTP/1.1, one request an attempt, no redirects. What the
 * application sets ({@code spring.http.clients.*}, {@code spring.http.serviceclient.*}) holds, and
 * clients with the same settings share connections.
 */
public final class AttemptRequestFactoryBuilder
    implements ClientHttpRequestFactoryBuilder<ClientHttpRequestFactory> {
  private final HttpLimits limits;
  private final JdkHttpClientBuilder clients;
  private final ConcurrentMap<HttpClientSettings, HttpClient> shared = new ConcurrentHashMap<>();

  /**
   * A builder with these limits where the application sets none.
   *
   * @param clients how clients of the JDK are built, for example with an executor
   */
  public AttemptRequestFactoryBuilder(HttpLimits limits, JdkHttpClientBuilder clients) {
    this.limits = limits;
    this.clients = clients.withCustomizer(client -> client.version(HttpClient.Version.HTTP_1_1));
  }

  @Override
  public ClientHttpRequestFactory build(@Nullable HttpClientSettings settings) {
    HttpClientSettings complete =
        (settings == null ? HttpClientSettings.defaults() : settings)
            .orElse(
                HttpClientSettings.defaults()
                    .withTimeouts(limits.connectTimeout(), limits.readTimeout())
                    .withRedirects(HttpRedirects.DONT_FOLLOW));
    HttpClient client = shared.computeIfAbsent(complete.withReadTimeout(null), this::client);
    return new AttemptRequestFactory(
        client, complete.readTimeout() == null ? limits.readTimeout() : complete.readTimeout());
  }

  private HttpClient client(HttpClientSettings settings) {
    HttpClient client = clients.build(settings);
    // Following redirects is the application's explicit wish, and several requests are the price.
    // Answers are bounded by the interceptor, after decompression.
    return client.followRedirects() == HttpClient.Redirect.NEVER
        ? new AttemptHttpClient(client, null, Long.MAX_VALUE)
        : client;
  }
}
