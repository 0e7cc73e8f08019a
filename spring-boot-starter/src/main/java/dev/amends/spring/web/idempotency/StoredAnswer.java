package dev.amends.spring.web.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A final answer as it is kept.
 *
 * @param status HTTP status
 * @param headers those that belong to the answer, not to the connection or the request
 * @param body the body; empty when there is none or it was too long to keep
 */
record StoredAnswer(int status, Map<String, String> headers, byte[] body) {
  /** Says that an answer is not the first of its kind. */
  static final String REPLAYED = "Idempotency-Replayed";

  private static final List<String> KEPT =
      List.of("Location", "ETag", "Content-Type", "Content-Language", "Last-Modified");

  private static final int ACCEPTED = 202;
  private static final int TOO_MANY_REQUESTS = 429;

  StoredAnswer {
    headers = Map.copyOf(headers);
  }

  /** Whether nothing will ever change about an answer with this status. */
  static boolean isFinal(int status) {
    return status != ACCEPTED && status != TOO_MANY_REQUESTS && status >= 200 && status < 500;
  }

  static StoredAnswer of(HttpServletResponse response, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : KEPT) {
      String value =
          name.equals("Content-Type") ? response.getContentType() : response.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return new StoredAnswer(response.getStatus(), headers, body);
  }

  /** Headers as they are stored: a line each. */
  String headerLines() {
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    return lines.toString();
  }

  static Map<String, String> headers(String lines) {
    Map<String, String> headers = new LinkedHashMap<>();
    lines
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 2));
              }
            });
    return headers;
  }

  void write(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    headers.forEach(response::setHeader);
    response.setHeader(REPLAYED, "true");
    response.getOutputStream().write(body);
  }
}
