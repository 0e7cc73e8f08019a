package dev.amends.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that sends what it is told, without cookies and without following redirects. */
final class Http {
  static final Map<String, String> OPERATOR = basic("operator", Server.OPERATOR_PASSWORD);
  static final Map<String, String> VIEWER = basic("viewer", Server.VIEWER_PASSWORD);
  static final Map<String, String> ANONYMOUS = Map.of();
  static final Map<String, String> WRONG_PASSWORD = basic("operator", "wrong");

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;

  Http(String base) {
    this.base = base;
  }

  static Map<String, String> basic(String user, String password) {
    String credentials = user + ":" + password;
    return Map.of(
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }

  Reply get(String path) {
    return get(path, OPERATOR);
  }

  Reply get(String path, Map<String, String> headers) {
    return send("GET", path, headers, HttpRequest.BodyPublishers.noBody());
  }

  Reply post(String path, String json, String... headers) {
    Map<String, String> all = new HashMap<>(OPERATOR);
    all.put("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return send("POST", path, all, json);
  }

  Reply send(String method, String path, Map<String, String> headers, String body) {
    return send(method, path, headers, HttpRequest.BodyPublishers.ofString(body));
  }

  Reply send(
      String method, String path, Map<String, String> headers, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, body);
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An answer. */
  record Reply(int status, HttpHeaders headers, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    @Nullable String header(String name) {
      return headers.firstValue(name).orElse(null);
    }

    List<String> headers(String name) {
      return headers.allValues(name);
    }

    /** The code of a problem document; fails when the answer is none. */
    String code() {
      if (!"application/problem+json".equals(header("Content-Type"))) {
        throw new AssertionError("No problem document: " + this);
      }
      JsonNode problem = json();
      if (problem.get("status").intValue() != status) {
        throw new AssertionError("The document has another status: " + this);
      }
      return problem.get("code").stringValue();
    }

    /** Code and field of a problem document. */
    String codeAndField() {
      JsonNode field = json().get("field");
      return code() + " " + (field == null ? "-" : field.stringValue());
    }
  }
}
