package dev.amends.systems.mattermost.store;

import dev.amends.systems.mattermost.entity.Entity;
import dev.amends.systems.mattermost.entity.EntityJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The changes of one request as one line of JSON, and back. */
final class ChangeJson {
  private static final JsonMapper MAPPER = EntityJson.mapper();

  private ChangeJson() {}

  static String line(List<Change> changes) {
    ArrayNode line = MAPPER.createArrayNode();
    for (Change change : changes) {
      ObjectNode node = line.addObject();
      node.put("kind", change.kind());
      node.put("key", change.key());
      Entity value = change.value();
      if (value != null) {
        node.set("value", MAPPER.valueToTree(value));
      }
    }
    return line.toString();
  }

  static List<Change> read(String line, Tables tables) {
    List<Change> changes = new ArrayList<>();
    for (JsonNode node : MAPPER.readTree(line)) {
      String kind = node.required("kind").asString();
      JsonNode value = node.get("value");
      Entity entity = value == null ? null : MAPPER.treeToValue(value, tables.ofKind(kind).type());
      changes.add(new Change(kind, node.required("key").asString(), entity));
    }
    return changes;
  }
}
