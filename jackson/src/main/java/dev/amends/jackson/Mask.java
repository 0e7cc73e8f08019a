package dev.amends.jackson;

import dev.amends.error.PayloadUnreadableException;
import dev.amends.journal.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a payload fit for people's eyes. */
final class Mask {
  static final String MASKED = "•••";

  /** A name of at least this length is also found at the end of a longer word. */
  private static final int LONG_ENOUGH_FOR_ENDINGS = 6;

  private static final JsonMapper EXACT = Mappers.exact();

  private final Set<String> names;

  Mask(Set<String> names) {
    this.names = names.stream().map(Mask::plain).collect(Collectors.toUnmodifiableSet());
  }

  String show(Payload payload) {
    if (payload.size() == 0) {
      return "";
    }
    try {
      return masked(EXACT.readTree(payload.bytes())).toString();
    } catch (JacksonException unreadable) {
      return "(%d bytes that are no JSON)".formatted(payload.size());
    }
  }

  private JsonNode masked(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = EXACT.createArrayNode();
      array.forEach(each -> copy.add(masked(each)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      return object.has(SecretSerializer.SEALED)
          ? EXACT.getNodeFactory().stringNode(MASKED)
          : maskedFields(object);
    }
    return node;
  }

  /** The text with the former values where masks were left as they were. */
  Payload restored(Payload before, String text) {
    if (!text.contains(MASKED)) {
      return Payload.of(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      JsonNode former = before.size() == 0 ? null : EXACT.readTree(before.bytes());
      return Payload.of(EXACT.writeValueAsBytes(restored(EXACT.readTree(text), former)));
    } catch (JacksonException unreadable) {
      throw new PayloadUnreadableException("What was edited is no JSON.", unreadable);
    }
  }

  private static JsonNode restored(JsonNode edited, @Nullable JsonNode former) {
    if (edited.isString() && edited.stringValue().equals(MASKED)) {
      if (former == null) {
        throw new PayloadUnreadableException(
            "A masked value stands where there was none before; write the value itself.");
      }
      return former;
    }
    if (edited instanceof ArrayNode array) {
      ArrayNode copy = EXACT.createArrayNode();
      for (int i = 0; i < array.size(); i++) {
        copy.add(restored(array.get(i), former == null ? null : former.get(i)));
      }
      return copy;
    }
    if (edited instanceof ObjectNode object) {
      ObjectNode copy = EXACT.createObjectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode there = former == null ? null : former.get(field.getKey());
        copy.set(field.getKey(), restored(field.getValue(), there));
      }
      return copy;
    }
    return edited;
  }

  private JsonNode maskedFields(ObjectNode object) {
    ObjectNode copy = EXACT.createObjectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (hides(field.getKey()) && !field.getValue().isNull()) {
        copy.put(field.getKey(), MASKED);
      } else {
        copy.set(field.getKey(), masked(field.getValue()));
      }
    }
    return copy;
  }

  /** Whether a field's name, or some words in a row of it, is one of those to hide. */
  boolean hides(String field) {
    List<String> words = words(field);
    for (int from = 0; from < words.size(); from++) {
      StringBuilder run = new StringBuilder();
      for (int to = from; to < words.size(); to++) {
        run.append(words.get(to));
        if (isHidden(run.toString())) {
          return true;
        }
      }
    }
    String whole = plain(field);
    return names.stream()
        .anyMatch(name -> name.length() >= LONG_ENOUGH_FOR_ENDINGS && whole.endsWith(name));
  }

  private boolean isHidden(String run) {
    return names.contains(run)
        || (run.endsWith("s") && names.contains(run.substring(0, run.length() - 1)));
  }

  /** The words of a camelCase, snake_case or kebab-case name, in lower case. */
  private static List<String> words(String field) {
    List<String> words = new ArrayList<>();
    for (String word :
        field.split(
            "[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", -1)) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }

  private static String plain(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }
}
