package dev.amends.systems.provisioning.mattermost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer as it came, its body bounded. */
record Reply(int status, byte[] body, @Nullable String rateLimitReset, boolean cut) {
  static final int MAX_BODY = 1 << 20;
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(1);
  private static final int MAX_WAIT_SECONDS = 3600;
  private static final int EXCERPT = 200;

  static Reply read(ClientHttpResponse response) throws IOException {
    HttpHeaders headers = response.getHeaders();
    String reset = headers.getFirst("X-RateLimit-Reset");
    byte[] body = response.getBody().readNBytes(MAX_BODY + 1);
    return new Reply(
        response.getStatusCode().value(),
        body,
        reset == null ? headers.getFirst(HttpHeaders.RETRY_AFTER) : reset,
        body.length > MAX_BODY);
  }

  boolean success() {
    return status >= 200 && status < 300;
  }

  /** The JSON of a success; anything else ends in an exception. */
  JsonNode json(JsonMapper mapper) {
    if (!success()) {
      throw failure(mapper);
    }
    if (cut) {
      throw MattermostException.unreadable(status, "it has more than %d bytes".formatted(MAX_BODY));
    }
    try {
      return mapper.readTree(body);
    } catch (JacksonException e) {
      throw MattermostException.unreadable(status, "it is no JSON");
    }
  }

  /** An error body has a field {@code id}, too: it is never read as an entity. */
  MattermostException failure(JsonMapper mapper) {
    if (status == 429) {
      return MattermostException.tooMany(wait(rateLimitReset));
    }
    JsonNode error;
    try {
      error = mapper.readTree(body);
    } catch (JacksonException e) {
      return MattermostException.refused(status, null, "Status " + status + ": " + excerpt());
    }
    String id = error.path("id").asString("");
    String message = error.path("message").asString("");
    return MattermostException.refused(
        status,
        id.isBlank() ? null : id,
        message.isBlank() ? "Status %d without a message".formatted(status) : message);
  }

  private String excerpt() {
    String text = new String(body, 0, Math.min(body.length, EXCERPT), StandardCharsets.UTF_8);
    return text.isBlank() ? "an empty answer" : text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static Duration wait(@Nullable String seconds) {
    if (seconds == null || !seconds.strip().matches("\\d{1,9}")) {
      return DEFAULT_WAIT;
    }
    return Duration.ofSeconds(Math.min(Integer.parseInt(seconds.strip()), MAX_WAIT_SECONDS));
  }
}
