package dev.amends.systems.mattermost.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Takes the secrets out of a body before it is shown. */
final class BodyMask {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Set<String> SECRETS =
      Set.of("password", "current_password", "new_password", "token");
  private static final String MASK = "***";

  private BodyMask() {}

  /**
   * The body as JSON; what can't be read may hold a secret anywhere, so only its length is kept.
   */
  static @Nullable JsonNode mask(String body) {
    if (body.isEmpty()) {
      return null;
    }
    try {
      JsonNode json = MAPPER.readTree(body);
      mask(json);
      return json;
    } catch (JacksonException e) {
      return StringNode.valueOf("(" + body.length() + " characters that are no JSON)");
    }
  }

  private static void mask(JsonNode json) {
    if (json instanceof ObjectNode object) {
      SECRETS.stream().filter(object::has).forEach(name -> object.put(name, MASK));
    }
    json.values().forEach(BodyMask::mask);
  }
}
