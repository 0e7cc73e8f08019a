package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.EntityJson;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A call of the API without its transport.
 *
 * @param variables the variable parts of the path, by name
 * @param query the first value of each query parameter
 * @param body the body as it came, possibly empty
 */
record ApiRequest(Map<String, String> variables, Map<String, String> query, String body) {

  String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The route has no variable " + name);
    }
    return value;
  }

  String query(String name) {
    return query.getOrDefault(name, "");
  }

  /** A query parameter that is on where it is {@code true} or {@code 1}, as Go parses it. */
  boolean flag(String name) {
    String value = query(name);
    return value.equalsIgnoreCase("true") || value.equals("1") || value.equalsIgnoreCase("t");
  }

  Page page() {
    return Page.of(query("page"), query("per_page"));
  }

  /** The body as that type; empty where it is no JSON object or a value has the wrong type. */
  <T> Optional<T> body(Class<T> type) {
    try {
      @Nullable T value = EntityJson.mapper().readValue(body, type);
      return Optional.ofNullable(value);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
