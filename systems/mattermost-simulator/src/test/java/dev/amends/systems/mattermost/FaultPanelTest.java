package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FaultPanelTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  private SimulatorClient client;

  @BeforeEach
  void takeClient() {
    client = simulator.client();
  }

  private List<JsonNode> faults() {
    return SimulatorClient.items(client.panel("GET", "/faults").json().required("items"));
  }

  private void fault(String path, int status) {
    client.fault(Map.of("path", path, "mode", "status", "status", status));
  }

  @Test
  void showsAFaultAsItWasSet() {
    Reply reply =
        client.panel(
            "POST",
            "/faults",
            Map.of("method", "POST", "path", "/teams", "mode", "delay", "delayMs", 5, "times", 2));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/faults/" + reply.id());
    assertThat(reply.at("mode")).isEqualTo("delay");
    assertThat(reply.json().required("delayMs").intValue()).isEqualTo(5);
    assertThat(reply.json().required("remaining").intValue()).isEqualTo(2);
    assertThat(reply.json().required("effect").booleanValue()).isTrue();
    assertThat(faults()).containsExactly(reply.json());
  }

  @Test
  void strikesUntilDeletedUnlessANumberIsGiven() {
    fault("/teams", 500);

    IntStream.range(0, 5).forEach(i -> assertThat(client.get("/teams").status()).isEqualTo(500));
    assertThat(faults().get(0).required("hits").intValue()).isEqualTo(5);

    assertThat(client.panel("DELETE", "/faults").status()).isEqualTo(204);
    assertThat(client.get("/teams").status()).isEqualTo(200);
    assertThat(faults()).isEmpty();
  }

  @Test
  void strikesAsOftenAsItWasTold() {
    client.fault(Map.of("mode", "status", "status", 500, "times", 2));

    assertThat(Stream.generate(() -> client.get("/teams").status()).limit(4))
        .containsExactly(500, 500, 200, 200);
    assertThat(faults()).isEmpty();
  }

  @Test
  void letsTheFirstOneThatFitsStrike() {
    client.fault(Map.of("path", "/teams", "mode", "status", "status", 501, "times", 1));
    client.fault(Map.of("path", "/api/v4/", "mode", "status", "status", 502));

    assertThat(client.get("/teams").status()).isEqualTo(501);
    assertThat(client.get("/teams").status()).isEqualTo(502);
    assertThat(client.get("/users").status()).isEqualTo(502);
  }

  @Test
  void fitsTheMethodAndAnyPartOfThePath() {
    client.fault(Map.of("method", "post", "path", "v4/te.ms$", "mode", "status"));

    assertThat(client.get("/teams").status()).isEqualTo(200);
    assertThat(client.post("/users", SimulatorClient.user("ann")).status()).isEqualTo(201);
    assertThat(client.post("/teams", SimulatorClient.team("blue")).status()).isEqualTo(500);
  }

  @Test
  void doesNotStrikeThePanelItself() {
    client.fault(Map.of("mode", "reset"));

    assertThat(faults()).hasSize(1);
    assertThat(client.panel("GET", "/state").status()).isEqualTo(200);
  }

  @Test
  void takesOneFaultAway() {
    String first = client.fault(Map.of("mode", "status"));
    client.fault(Map.of("mode", "status", "status", 503));

    assertThat(client.panel("DELETE", "/faults/" + first).status()).isEqualTo(204);

    assertThat(client.get("/teams").status()).isEqualTo(503);
    assertThat(client.panel("DELETE", "/faults/" + first).status()).isEqualTo(404);
  }

  @Test
  void countsRightUnderConcurrency() throws Exception {
    client.fault(Map.of("mode", "status", "status", 500, "times", 25));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> calls =
          IntStream.range(0, 100)
              .<Callable<Integer>>mapToObj(i -> () -> client.get("/teams").status())
              .toList();
      int struck = 0;
      for (Future<Integer> status : threads.invokeAll(calls)) {
        struck += status.get() == 500 ? 1 : 0;
      }
      assertThat(struck).isEqualTo(25);
    } finally {
      threads.shutdownNow();
    }
  }

  static Stream<Map.Entry<String, Map<String, ?>>> wrongFaults() {
    return Stream.of(
        Map.entry("mode", Map.of()),
        Map.entry("mode", Map.of("mode", "explode")),
        Map.entry("path", Map.of("mode", "reset", "path", "(")),
        Map.entry("path", Map.of("mode", "reset", "path", 1)),
        Map.entry("delayMs", Map.of("mode", "delay", "delayMs", -1)),
        Map.entry("delayMs", Map.of("mode", "delay")),
        Map.entry("delayMs", Map.of("mode", "delay", "delayMs", 600_001)),
        Map.entry("status", Map.of("mode", "status", "status", 99)),
        Map.entry("status", Map.of("mode", "status", "status", "500")),
        Map.entry("times", Map.of("mode", "reset", "times", 0)),
        Map.entry("times", Map.of("mode", "reset", "times", 1.5)),
        Map.entry("effect", Map.of("mode", "delay", "delayMs", 5, "effect", false)),
        Map.entry("effect", Map.of("mode", "lose", "effect", "yes")),
        Map.entry("methd", Map.of("mode", "reset", "methd", "GET")));
  }

  @ParameterizedTest
  @MethodSource("wrongFaults")
  void namesTheFieldThatIsWrong(Map.Entry<String, Map<String, ?>> wrong) {
    Reply reply =
        client.send(
            client
                .request("POST", "/faults", Map.of())
                .POST(BodyPublishers.ofString(MAPPER.writeValueAsString(wrong.getValue()))));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.at("field")).isEqualTo(wrong.getKey());
    assertThat(reply.at("code")).isEqualTo("fault.invalid");
    assertThat(faults()).isEmpty();
  }

  @Test
  void refusesWhatIsNoJson() {
    Reply reply =
        client.send(client.request("POST", "/faults", Map.of()).POST(BodyPublishers.ofString("{")));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.at("field")).isEqualTo("body");
  }

  @Test
  void tellsWhatItDoesNotHave() {
    assertThat(client.panel("PATCH", "/faults").status()).isEqualTo(405);
    assertThat(client.panel("GET", "/favicon.ico").status()).isEqualTo(404);
  }

  @Test
  void changesOnlySettingsItKnows() {
    assertThat(client.panel("PUT", "/settings", Map.of("EnableAPITeamDeletion", "no")).status())
        .isEqualTo(400);
    assertThat(client.panel("PUT", "/settings", Map.of("EnableEverything", true)).status())
        .isEqualTo(400);
    assertThat(client.panel("GET", "/settings").json())
        .isEqualTo(
            MAPPER.readTree(
                """
                    {"EnableAPITeamDeletion": true, "EnableAPIUserDeletion": true,
                     "EnableAPIChannelDeletion": true}
                    """));
  }
}
