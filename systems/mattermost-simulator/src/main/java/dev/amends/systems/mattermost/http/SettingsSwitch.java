package dev.amends.systems.mattermost.http;

import dev.amends.systems.mattermost.api.Settings;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The settings of now. Safe for many threads. */
final class SettingsSwitch {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private volatile Settings current;

  SettingsSwitch(Settings first) {
    this.current = first;
  }

  Settings get() {
    return current;
  }

  /** Takes over the settings that this JSON names; false, and no change, if it names others. */
  synchronized boolean change(String json) {
    ObjectNode merged = MAPPER.valueToTree(current);
    try {
      JsonNode changes = MAPPER.readTree(json);
      for (Map.Entry<String, JsonNode> change : changes.properties()) {
        if (!merged.has(change.getKey()) || !change.getValue().isBoolean()) {
          return false;
        }
        merged.set(change.getKey(), change.getValue());
      }
      current = MAPPER.treeToValue(merged, Settings.class);
      return changes.isObject();
    } catch (JacksonException e) {
      return false;
    }
  }
}
