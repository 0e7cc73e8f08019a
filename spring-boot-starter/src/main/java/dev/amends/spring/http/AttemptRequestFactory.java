package dev.amends.spring.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/**
 * Requests whose whole answer, the body included, has to be there within the configured time or
 * what the attempt has left, whichever is shorter.
 */
final class AttemptRequestFactory implements ClientHttpRequestFactory {
  private final HttpClient client;
  private final Duration readTimeout;
  private final Executor writers;

  AttemptRequestFactory(HttpClient client, Duration readTimeout) {
    this.client = client;
    this.readTimeout = readTimeout;
    this.writers = client.executor().orElseGet(() -> new SimpleAsyncTaskExecutor("amends-http-"));
  }

  @Override
  public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
    if (!(client instanceof AttemptHttpClient attempts)) {
      return request(client, uri, method);
    }
    AtomicReference<@Nullable Sending> sending = new AtomicReference<>();
    return new ExplainedRequest(request(attempts.telling(sending::set), uri, method), sending::get);
  }

  private ClientHttpRequest request(HttpClient by, URI uri, HttpMethod method) throws IOException {
    JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(by, writers);
    factory.setReadTimeout(
        TimeLeft.ofAttempt().filter(left -> left.compareTo(readTimeout) < 0).orElse(readTimeout));
    return factory.createRequest(uri, method);
  }
}
