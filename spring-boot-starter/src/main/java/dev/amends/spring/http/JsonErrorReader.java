package dev.amends.spring.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads error bodies that are JSON objects: the {@code code} or {@code type} of problem+json, else
 * {@code code}, {@code id}, {@code error_code}, {@code errorCode} or {@code error}.
 */
final class JsonErrorReader implements RemoteErrorReader {
  /** An error body is small and flat; anything else is not worth the work. */
  private static final int MAX_BODY = 256 * 1024;

  private static final int MAX_DEPTH = 32;

  private static final String[] CODES = {"code", "id", "error_code", "errorCode", "error"};
  private static final String[] MESSAGES = {
    "detail", "message", "error_description", "error_message", "title"
  };

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxDocumentLength(MAX_BODY)
                          .build())
                  .build())
          .build();

  @Override
  public Optional<RemoteError> read(int status, @Nullable String contentType, byte[] body) {
    if (contentType == null || !contentType.contains("json") || body.length > MAX_BODY) {
      return Optional.empty();
    }
    try {
      return read(contentType, json.readTree(body));
    } catch (JacksonException thrown) {
      // An error that cannot be read is still an error; its excerpt is kept by the caller.
      return Optional.empty();
    }
  }

  private static Optional<RemoteError> read(String contentType, @Nullable JsonNode body) {
    if (body == null || !body.isObject()) {
      return Optional.empty();
    }
    JsonNode nested = body.path("error");
    String code = first(body, CODES);
    if (code == null && contentType.contains("problem")) {
      code = problemType(body);
    }
    if (code == null && nested.isObject()) {
      code = first(nested, CODES);
    }
    String message = first(body, MESSAGES);
    if (message == null && nested.isObject()) {
      message = first(nested, MESSAGES);
    }
    return code == null && message == null
        ? Optional.empty()
        : Optional.of(new RemoteError(code, message));
  }

  private static @Nullable String problemType(JsonNode body) {
    String type = first(body, "type");
    return "about:blank".equals(type) ? null : type;
  }

  private static @Nullable String first(JsonNode body, String... names) {
    for (String name : names) {
      JsonNode value = body.path(name);
      if (value.isString() && !value.stringValue().isBlank()) {
        return value.stringValue();
      }
      if (value.isIntegralNumber()) {
        return value.toString();
      }
    }
    return null;
  }
}
