package dev.amends.spring.http;

import dev.amends.spring.CurrentInvocation;
import dev.amends.spring.guard.TransactionGuard;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * What every request of a RestClient gets, whichever client does the transport: it is refused while
 * the thread holds a transaction, carries {@link AmendsHttpHeaders}, and its answer is bounded.
 */
final class AttemptInterceptor implements ClientHttpRequestInterceptor {
  private final TransactionGuard guard;
  private final long maxAnswer;

  AttemptInterceptor(TransactionGuard guard, long maxAnswer) {
    this.guard = guard;
    this.maxAnswer = maxAnswer;
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    String method = request.getMethod().name();
    guard.check(method + " " + request.getURI().getHost());
    HttpHeaders headers = request.getHeaders();
    AmendsHttpHeaders.current(method)
        .forEach(
            (name, value) -> {
              if (!headers.containsHeader(name)) {
                headers.set(name, value);
              }
            });
    CurrentInvocation.requestLeaves();
    return new BoundedResponse(execution.execute(request, body), maxAnswer);
  }
}
