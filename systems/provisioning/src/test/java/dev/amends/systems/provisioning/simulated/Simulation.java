package dev.amends.systems.provisioning.simulated;

import dev.amends.systems.mattermost.MattermostSimulator;
import dev.amends.systems.mattermost.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulator on a free port, with what a test does to it and sees of it. */
public final class Simulation implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path folder = folder();
  private MattermostSimulator simulator = start(0);
  private final int port = simulator.port();

  private static Path folder() {
    try {
      return Files.createTempDirectory("mattermost");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MattermostSimulator start(int onPort) {
    return MattermostSimulator.start(Options.defaults().withPort(onPort).withData(folder));
  }

  /** Where it is reached, also while it is down. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Nobody listens any more. */
  public void goDown() {
    simulator.close();
  }

  /** Listens again on the same port. */
  public void comeBack() {
    simulator = start(port);
  }

  /** Another server listens on the same port, which has never heard of anything. */
  public void beReplaced() {
    simulator.close();
    FileSystemUtils.deleteRecursively(folder.toFile());
    simulator = start(port);
  }

  /** Sets a fault. */
  public void fault(Map<String, ?> fault) {
    expect(201, panel("POST", "/faults", fault));
  }

  /** Takes all faults away. */
  public void mend() {
    expect(204, panel("DELETE", "/faults", Map.of()));
  }

  /** Takes all faults away and forgets the calls seen. */
  public void heal() {
    mend();
    expect(204, panel("DELETE", "/faults/calls", Map.of()));
  }

  /** The calls seen whose path fits. */
  public List<JsonNode> calls(String method, String pathExpression) {
    List<JsonNode> calls = new ArrayList<>();
    String after = "";
    while (true) {
      JsonNode page = json(expect(200, panel("GET", "/faults/calls?size=10000" + after, Map.of())));
      for (JsonNode call : page.path("items")) {
        if (call.path("method").asString().equals(method)
            && call.path("path").asString().matches(pathExpression)) {
          calls.add(call);
        }
      }
      if (page.path("next").isNull() || page.path("next").isMissingNode()) {
        return calls;
      }
      after = "&after=" + page.path("next").asString();
    }
  }

  /** Everything it holds now. */
  public MattermostState state() {
    return new MattermostState(json(expect(200, panel("GET", "/state", Map.of()))));
  }

  /** Whether users may be deleted for good. */
  public void userDeletion(boolean allowed) {
    expect(200, panel("PUT", "/settings", Map.of("EnableAPIUserDeletion", allowed)));
  }

  /** A call of Mattermost by somebody else. */
  public JsonNode call(String method, String path, Map<String, ?> body) {
    HttpRequest.Builder request =
        request(method, "/api/v4" + path, body)
            .header("Authorization", "Bearer " + simulator.token());
    return json(send(request).body());
  }

  private HttpResponse<String> panel(String method, String path, Map<String, ?> body) {
    return send(request(method, path, body));
  }

  private HttpRequest.Builder request(String method, String path, Map<String, ?> body) {
    return HttpRequest.newBuilder(url().resolve(path))
        .timeout(PATIENCE)
        .method(
            method,
            body.isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The simulator doesn't answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String expect(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new AssertionError(
          "The simulator answered %d: %s".formatted(response.statusCode(), response.body()));
    }
    return response.body();
  }

  private static JsonNode json(String body) {
    return JSON.readTree(body);
  }

  @Override
  public void close() {
    simulator.close();
    FileSystemUtils.deleteRecursively(folder.toFile());
  }
}
