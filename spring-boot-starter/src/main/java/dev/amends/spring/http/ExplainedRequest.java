package dev.amends.spring.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A request whose failures tell whether it left, also when Spring's own time-out cuts it off, which
 * does not know.
 */
final class ExplainedRequest implements ClientHttpRequest, StreamingHttpOutputMessage {
  private final ClientHttpRequest request;
  private final Supplier<@Nullable Sending> sending;

  ExplainedRequest(ClientHttpRequest request, Supplier<@Nullable Sending> sending) {
    this.request = request;
    this.sending = sending;
  }

  @Override
  public ClientHttpResponse execute() throws IOException {
    try {
      return request.execute();
    } catch (IOException thrown) {
      Sending sent = sending.get();
      throw sent == null ? thrown : sent.explain(thrown);
    }
  }

  @Override
  public void setBody(Body body) {
    if (request instanceof StreamingHttpOutputMessage streaming) {
      streaming.setBody(body);
    } else {
      throw new IllegalStateException("Requests of the JDK's client stream their bodies");
    }
  }

  @Override
  public OutputStream getBody() throws IOException {
    return request.getBody();
  }

  @Override
  public HttpMethod getMethod() {
    return request.getMethod();
  }

  @Override
  public URI getURI() {
    return request.getURI();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return request.getAttributes();
  }

  @Override
  public HttpHeaders getHeaders() {
    return request.getHeaders();
  }
}
