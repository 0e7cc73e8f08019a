package dev.amends.systems.mattermost;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a simulator over HTTP, as a program would. */
final class SimulatorClient {
  static final String API = "/api/v4";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String token;

  SimulatorClient(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** A call of the API with the token, as JSON. */
  Reply call(String method, String path, Map<String, ?> body) {
    return send(request(method, API + path, body).header("Authorization", "Bearer " + token));
  }

  Reply get(String path) {
    return call("GET", path, Map.of());
  }

  Reply post(String path, Map<String, ?> body) {
    return call("POST", path, body);
  }

  Reply put(String path, Map<String, ?> body) {
    return call("PUT", path, body);
  }

  Reply delete(String path) {
    return call("DELETE", path, Map.of());
  }

  /** A call of anything else on the port, without the token. */
  Reply panel(String method, String path, Map<String, ?> body) {
    return send(request(method, path, body));
  }

  Reply panel(String method, String path) {
    return panel(method, path, Map.of());
  }

  HttpRequest.Builder request(String method, String path, Map<String, ?> body) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .method(
            method,
            body.isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(MAPPER.writeValueAsString(body)));
  }

  Reply send(HttpRequest.Builder request) {
    try {
      return trySend(request);
    } catch (IOException e) {
      throw new AssertionError("No answer", e);
    }
  }

  /** Sends what may fail. */
  Reply trySend(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response.headers());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A POST of a team that may fail. */
  Reply tryPostTeam(String name, Duration timeout) throws IOException {
    return trySend(
        request("POST", API + "/teams", team(name))
            .timeout(timeout)
            .header("Authorization", "Bearer " + token));
  }

  static Map<String, ?> team(String name) {
    return Map.of("name", name, "display_name", "Team " + name, "type", "O");
  }

  static Map<String, ?> user(String name) {
    return Map.of("email", name + "@example.com", "username", name, "password", "secret-123");
  }

  String makeTeam(String name) {
    return made(post("/teams", team(name)));
  }

  String makeUser(String name) {
    return made(post("/users", user(name)));
  }

  String makeChannel(String teamId, String name) {
    return made(
        post(
            "/channels",
            Map.of("team_id", teamId, "name", name, "display_name", name, "type", "P")));
  }

  String makeHook(String channelId, String displayName) {
    return made(
        post("/hooks/incoming", Map.of("channel_id", channelId, "display_name", displayName)));
  }

  String makeCommand(String teamId, String trigger) {
    return made(post("/commands", command(teamId, trigger)));
  }

  static Map<String, ?> command(String teamId, String trigger) {
    return Map.of(
        "team_id", teamId, "trigger", trigger, "method", "P", "url", "http://example.com/hook");
  }

  void join(String teamId, String userId) {
    Reply reply =
        post("/teams/" + teamId + "/members", Map.of("team_id", teamId, "user_id", userId));
    expect(reply, 201);
  }

  Reply joinChannel(String channelId, String userId) {
    return post("/channels/" + channelId + "/members", Map.of("user_id", userId));
  }

  /** Sets a fault and returns its id. */
  String fault(Map<String, ?> fault) {
    return made(panel("POST", "/faults", fault));
  }

  /** The entities of one kind in the dump of the state. */
  List<JsonNode> state(String kind) {
    return items(panel("GET", "/state").json().required(kind));
  }

  List<JsonNode> calls() {
    return items(panel("GET", "/faults/calls").json().required("items"));
  }

  static List<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static String made(Reply reply) {
    expect(reply, 201);
    return reply.id();
  }

  private static void expect(Reply reply, int status) {
    if (reply.status() != status) {
      throw new AssertionError("Wanted " + status + ", got " + reply.status() + " " + reply.text());
    }
  }
}
