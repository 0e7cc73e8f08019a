package dev.amends.systems.mattermost.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One call of the API.
 *
 * @param pattern the parts of the path; one in braces takes any text and gives it its name
 */
record Route(
    String method, List<String> pattern, boolean open, Function<ApiRequest, Answer> operation) {

  /** A call that needs the token. */
  static Route of(String method, String path, Function<ApiRequest, Answer> operation) {
    return new Route(method, parts(path), false, operation);
  }

  /** A call that anybody may make. */
  static Route open(String method, String path, Function<ApiRequest, Answer> operation) {
    return new Route(method, parts(path), true, operation);
  }

  static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }

  /** The variables of the path, where it fits this route. */
  Optional<Map<String, String>> match(String wantedMethod, List<String> path) {
    if (!method.equals(wantedMethod) || path.size() != pattern.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String part = pattern.get(i);
      if (part.startsWith("{") && !path.get(i).isEmpty()) {
        variables.put(part.substring(1, part.length() - 1), path.get(i));
      } else if (!part.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
