package dev.amends.console.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.RawValue;

/**
 * The console's JSON, which does not follow the application's settings. Reading is strict: an
 * unknown or repeated field is refused, because a filter that was misspelt would match everything.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /** The whole document, so that an answer is written at once or not at all. */
  static byte[] write(Object value) {
    // By way of a string, because half a surrogate pair in a stored text must not fail the answer.
    return MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What a request's body says.
   *
   * @throws ProblemException if it is no JSON, or not of that form
   */
  static <T> T read(byte[] body, Class<T> type) {
    try {
      T read = MAPPER.readValue(body, type);
      if (read == null) {
        throw malformed("The body is null; a JSON object is expected.").exception();
      }
      return read;
    } catch (JacksonException e) {
      throw problem(e).exception();
    }
  }

  /** The JSON text of a part of a request. */
  public static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /**
   * A stored text as a part of an answer: the JSON value that it is, or the text itself when it is
   * not JSON.
   */
  public static Object shown(String text) {
    return wellFormed(text) ? new RawValue(text) : text;
  }

  private static boolean wellFormed(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  private static Problem problem(JacksonException e) {
    String path =
        e.getPath().stream()
            .map(JacksonException.Reference::getPropertyName)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("."));
    if (e instanceof StreamReadException || path.isEmpty()) {
      return malformed("The body is not the one JSON object that is expected.");
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      String known =
          unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      return Problem.field(path, "There is no such field; known are " + known + ".");
    }
    if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      String values = Arrays.toString(format.getTargetType().getEnumConstants());
      return Problem.field(path, "It is one of " + values + ".");
    }
    return Problem.field(path, "The value is not of the type that belongs there.");
  }

  private static Problem malformed(String detail) {
    return Problem.of(HttpStatus.BAD_REQUEST, "body.malformed", detail);
  }
}
