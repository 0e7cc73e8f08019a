package dev.amends.systems.mattermost.http;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An HTTP answer, ready to be sent. */
record Reply(int status, String contentType, String body, Map<String, String> headers) {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  static final String TEXT = "text/plain; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";

  static Reply of(int status, String contentType, String body) {
    return new Reply(status, contentType, body, Map.of());
  }

  static Reply empty(int status) {
    return of(status, "", "");
  }

  Reply with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, contentType, body, Map.copyOf(more));
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
