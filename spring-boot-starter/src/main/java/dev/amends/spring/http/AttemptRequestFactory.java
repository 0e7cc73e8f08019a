package dev.amends.spring.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
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
  private final SimpleAsyncTaskExecutor writers = new SimpleAsyncTaskExecutor("amends-http-");

  AttemptRequestFactory(HttpClient client, Duration readTimeout) {
    this.client = client;
    this.readTimeout = readTimeout;
  }

  @Override
  public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
    JdkClientHttpRequestFactory factory =
        client.executor().isPresent()
            ? new JdkClientHttpRequestFactory(client)
            : new JdkClientHttpRequestFactory(client, writers);
    factory.setReadTimeout(
        TimeLeft.ofAttempt().filter(left -> left.compareTo(readTimeout) < 0).orElse(readTimeout));
    return factory.createRequest(uri, method);
  }
}
