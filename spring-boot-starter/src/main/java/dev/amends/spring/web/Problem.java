package dev.amends.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error answer as RFC 9457 has it, with the member {@code code} that programs branch on.
 *
 * @param status HTTP status
 * @param code stable code
 * @param detail text for a person, without anything internal
 * @param retryAfter when it is worth trying again, null when that is not known
 */
public record Problem(
    HttpStatus status, String code, String detail, @Nullable Duration retryAfter) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A problem without a time to come back. */
  public static Problem of(HttpStatus status, String code, String detail) {
    return new Problem(status, code, detail, null);
  }

  /** The answer of a controller. */
  public ResponseEntity<ProblemDetail> entity() {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
    body.setProperty("code", code);
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (retryAfter != null) {
      answer.header(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
    }
    return answer.body(body);
  }

  /** The answer of a filter, which no message converter is at hand for. */
  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("type", "about:blank");
    body.put("title", status.getReasonPhrase());
    body.put("status", status.value());
    body.put("detail", detail);
    body.put("instance", URI.create(request.getRequestURI()).getRawPath());
    body.put("code", code);
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    if (retryAfter != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
    }
    response.getOutputStream().write(JSON.writeValueAsBytes(body));
  }

  private static String seconds(Duration time) {
    return Long.toString(Math.max(1, time.toSeconds()));
  }
}
