package dev.amends.spring.http;

import dev.amends.spring.CurrentInvocation;
import dev.amends.spring.guard.TransactionGuard;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/**
 * Fits RestClients out for calls from sagas: guard, headers, bounded answers, and a redirect that
 * nobody follows is an error rather than an empty success. Applied by itself to every {@code
 * RestClient.Builder} bean and {@code @HttpExchange} group; a builder made by hand gets the same by
 *
 * <pre>{@code
 * customizer.customize(RestClient.builder().requestFactory(factoryBuilder.build()))
 * }</pre>
 *
 * with the {@code AmendsRestClientCustomizer} and {@code ClientHttpRequestFactoryBuilder<?>} beans.
 */
public final class AmendsRestClientCustomizer implements RestClientCustomizer {
  private static final int NOT_MODIFIED = 304;

  private final AttemptInterceptor interceptor;

  public AmendsRestClientCustomizer(TransactionGuard guard, HttpLimits limits) {
    this.interceptor = new AttemptInterceptor(guard, limits.maxAnswer());
  }

  @Override
  public void customize(RestClient.Builder builder) {
    builder
        .requestInterceptors(
            interceptors -> {
              if (!interceptors.contains(interceptor)) {
                interceptors.add(interceptor);
              }
            })
        .defaultStatusHandler(
            AmendsRestClientCustomizer::lostInRedirection,
            (request, response) -> {
              throw new RestClientResponseException(
                  "%s was redirected, and redirects are not followed"
                      .formatted(request.getURI().getHost()),
                  response.getStatusCode(),
                  response.getStatusText(),
                  response.getHeaders(),
                  response.getBody().readAllBytes(),
                  null);
            });
  }

  /** Only within actions: elsewhere a redirect may be just what the caller wants to see. */
  private static boolean lostInRedirection(HttpStatusCode status) {
    return status.is3xxRedirection()
        && status.value() != NOT_MODIFIED
        && CurrentInvocation.get().isPresent();
  }
}
