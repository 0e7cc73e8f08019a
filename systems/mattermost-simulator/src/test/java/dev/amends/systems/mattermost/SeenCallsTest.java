package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.mattermost.fault.CallList;
import dev.amends.systems.mattermost.fault.SeenCall;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class SeenCallsTest {
  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  private SimulatorClient client;

  @BeforeEach
  void takeClient() {
    client = simulator.client();
  }

  @Test
  void notesACallWithAllThatMatters() {
    client.send(
        client
            .request("POST", "/api/v4/users?t=1", SimulatorClient.user("ann"))
            .header("Authorization", "Bearer secret-token")
            .header("Idempotency-Key", "saga-7/2")
            .header("Amends-Fence", "41"));

    JsonNode call = client.calls().get(0);

    assertThat(call.required("n").intValue()).isEqualTo(1);
    assertThat(call.required("at").stringValue()).contains("T").endsWith("Z");
    assertThat(call.required("method").stringValue()).isEqualTo("POST");
    assertThat(call.required("path").stringValue()).isEqualTo("/api/v4/users");
    assertThat(call.required("query").stringValue()).isEqualTo("t=1");
    assertThat(call.required("body").required("username").stringValue()).isEqualTo("ann");
    assertThat(call.required("idempotencyKey").stringValue()).isEqualTo("saga-7/2");
    assertThat(call.required("fence").stringValue()).isEqualTo("41");
    assertThat(call.required("status").intValue()).isEqualTo(201);
    assertThat(call.required("effect").booleanValue()).isTrue();
    assertThat(call.required("fault").isNull()).isTrue();
  }

  @Test
  void showsNoSecrets() {
    client.makeUser("ann");

    String calls = client.panel("GET", "/faults/calls").text();

    assertThat(calls).doesNotContain("secret-123").doesNotContain("secret-token").contains("***");
  }

  @Test
  void saysWhetherACallChangedAnything() {
    client.makeTeam("blue");
    client.post("/teams", SimulatorClient.team("blue"));
    client.get("/teams");

    assertThat(client.calls())
        .extracting(call -> call.required("effect").booleanValue())
        .containsExactly(true, false, false);
  }

  @Test
  void forgetsAndCountsFromOneAgain() {
    client.get("/teams");

    assertThat(client.panel("DELETE", "/faults/calls").status()).isEqualTo(204);

    assertThat(client.calls()).isEmpty();
    client.get("/users");
    assertThat(client.calls().get(0).required("n").intValue()).isEqualTo(1);
  }

  @Test
  void isReadInPages() {
    IntStream.range(0, 5).forEach(i -> client.get("/teams"));

    JsonNode first = client.panel("GET", "/faults/calls?size=3").json();
    JsonNode second = client.panel("GET", "/faults/calls?size=3&after=" + first.get("next")).json();

    assertThat(first.required("items")).hasSize(3);
    assertThat(first.required("next").intValue()).isEqualTo(3);
    assertThat(second.required("items")).hasSize(2);
    assertThat(second.required("next").isNull()).isTrue();
    assertThat(client.panel("GET", "/faults/calls?size=0").status()).isEqualTo(400);
    assertThat(client.panel("GET", "/faults/calls?after=x").status()).isEqualTo(400);
  }

  @Test
  void keepsTheNewestTenThousand() {
    CallList calls = new CallList();
    SeenCall call =
        new SeenCall(0, "now", "GET", "/", "", null, null, null, "waiting", false, null);

    IntStream.range(0, 10_005).forEach(i -> calls.open(call));

    assertThat(calls.page(0, 20_000).items()).hasSize(10_000);
    assertThat(calls.page(0, 1).items().get(0).n()).isEqualTo(6);
  }

  @Test
  void forgetsACallThatEndsAfterTheListWasCleared() {
    CallList calls = new CallList();
    SeenCall call =
        new SeenCall(0, "now", "GET", "/", "", null, null, null, "waiting", false, null);
    CallList.OpenCall old = calls.open(call);
    calls.clear();
    calls.open(call);

    old.end(200, true);

    assertThat(calls.page(0, 10).items())
        .singleElement()
        .satisfies(seen -> assertThat(seen.status()).isEqualTo("waiting"));
  }

  @Test
  void notesABodyItCannotRead() {
    client.send(
        client
            .request("POST", "/api/v4/users", Map.of())
            .POST(BodyPublishers.ofString("{\"password\": \"secret-123"))
            .header("Authorization", "Bearer secret-token"));

    assertThat(client.calls().get(0).required("body").stringValue())
        .isEqualTo("(24 characters that are no JSON)");
  }
}
