package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class FaultTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(150);

  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  private SimulatorClient client;

  @BeforeEach
  void takeClient() {
    client = simulator.client();
  }

  /** A fault of every creation of a team. */
  private void fault(String mode, Map<String, ?> more) {
    Map<String, Object> fault =
        new HashMap<>(Map.of("method", "POST", "path", "^/api/v4/teams$", "mode", mode));
    fault.putAll(more);
    client.fault(fault);
  }

  private Reply createTeam() {
    return client.post("/teams", SimulatorClient.team("blue"));
  }

  private JsonNode onlyCall() {
    assertThat(client.calls()).hasSize(1);
    return client.calls().get(0);
  }

  private Socket sendTeamOnSocket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
    socket.setSoTimeout((int) LONG.toMillis());
    String body = "{\"name\":\"blue\",\"display_name\":\"Blue\",\"type\":\"O\"}";
    String request =
        "POST /api/v4/teams HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret-token\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  @Test
  void answersAStatusWithoutEffect() {
    fault("status", Map.of("status", 503, "errorId", "api.context.server_busy.app_error"));

    assertThat(createTeam().refusal()).isEqualTo("503 api.context.server_busy.app_error");

    assertThat(client.state("teams")).isEmpty();
    assertThat(onlyCall().required("status").intValue()).isEqualTo(503);
    assertThat(onlyCall().required("effect").booleanValue()).isFalse();
    assertThat(onlyCall().required("fault").stringValue()).isEqualTo("f1");
  }

  @Test
  void answersFiveHundredWhereNoStatusIsGiven() {
    fault("status", Map.of());

    assertThat(createTeam().refusal()).isEqualTo("500 simulator.fault.app_error");
  }

  @Test
  void answersAStatusAfterTheEffect() {
    fault("status", Map.of("status", 502, "effect", true));

    assertThat(createTeam().status()).isEqualTo(502);

    assertThat(client.state("teams")).hasSize(1);
    assertThat(onlyCall().required("effect").booleanValue()).isTrue();
  }

  @Test
  void answersTooManyRequestsAsPlainText() {
    fault("status", Map.of("status", 429, "retryAfter", 3));

    Reply reply = createTeam();

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
    assertThat(reply.header("X-RateLimit-Reset")).isEqualTo("3");
    assertThat(reply.header("Retry-After")).isEqualTo("3");
    assertThatThrownBy(reply::json).isInstanceOf(JacksonException.class);
  }

  @Test
  void answersTheBodyItWasGiven() {
    fault("status", Map.of("status", 500, "times", 1, "body", Map.of("id", "my.error")));
    fault("status", Map.of("status", 500, "times", 1, "body", "<html>"));

    assertThat(createTeam().id()).isEqualTo("my.error");
    assertThat(createTeam().text()).isEqualTo("<html>");
  }

  @Test
  void actsLateForACallerWhoDidNotWait() {
    fault("delay", Map.of("delayMs", 1500));

    assertThatThrownBy(() -> client.tryPostTeam("blue", SHORT))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(client.state("teams")).isEmpty();
    assertThat(onlyCall().required("status").stringValue()).isEqualTo("waiting");
    await().atMost(LONG).untilAsserted(() -> assertThat(client.state("teams")).hasSize(1));
    await()
        .untilAsserted(() -> assertThat(onlyCall().required("status").asString()).isEqualTo("201"));
    assertThat(onlyCall().required("effect").booleanValue()).isTrue();
  }

  @Test
  void actsLateAlsoWhenTheConnectionIsGone() throws IOException {
    fault("delay", Map.of("delayMs", 300));

    sendTeamOnSocket().close();

    await().atMost(LONG).untilAsserted(() -> assertThat(client.state("teams")).hasSize(1));
  }

  @Test
  void answersLateToACallerWhoWaits() {
    fault("delay", Map.of("delayMs", 200));

    assertThat(createTeam().status()).isEqualTo(201);
  }

  @Test
  void doesNotHoldUpOtherCallsWhileOneIsDelayed() throws IOException {
    fault("delay", Map.of("delayMs", 60_000, "times", 1));
    Socket waiting = sendTeamOnSocket();
    await().until(() -> client.calls().size() == 1);

    assertThat(createTeam().status()).isEqualTo(201);
    waiting.close();
  }

  @Test
  void actsAndStaysSilent() throws IOException {
    fault("lose", Map.of());

    assertThatThrownBy(() -> client.tryPostTeam("blue", SHORT))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(client.state("teams")).hasSize(1);
    assertThat(onlyCall().required("status").stringValue()).isEqualTo("lost");
    assertThat(onlyCall().required("effect").booleanValue()).isTrue();
  }

  @Test
  void closesASilentConnectionInTheEnd() throws IOException {
    fault("lose", Map.of("holdMs", 100));

    try (Socket socket = sendTeamOnSocket()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(client.state("teams")).hasSize(1);
  }

  @Test
  void canCloseTheConnectionInsteadOfAnswering() throws IOException {
    fault("lose", Map.of("close", true));

    try (Socket socket = sendTeamOnSocket()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThatThrownBy(() -> client.tryPostTeam("red", LONG)).isInstanceOf(IOException.class);

    assertThat(client.state("teams")).hasSize(2);
  }

  @Test
  void staysSilentWithoutEffectWhereThatIsWanted() {
    fault("lose", Map.of("effect", false));

    assertThatThrownBy(() -> client.tryPostTeam("blue", SHORT))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(client.state("teams")).isEmpty();
  }

  @Test
  void resetsTheConnectionBeforeTheEffect() throws IOException {
    fault("reset", Map.of());

    try (Socket socket = sendTeamOnSocket()) {
      InputStream in = socket.getInputStream();
      assertThatThrownBy(in::read)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    assertThatThrownBy(() -> client.tryPostTeam("blue", LONG)).isInstanceOf(IOException.class);

    assertThat(client.state("teams")).isEmpty();
    assertThat(client.calls())
        .hasSize(2)
        .allSatisfy(
            call -> {
              assertThat(call.required("status").stringValue()).isEqualTo("reset");
              assertThat(call.required("effect").booleanValue()).isFalse();
            });
  }

  @Test
  void resetsTheConnectionAfterTheEffectWhereThatIsWanted() throws IOException {
    fault("reset", Map.of("effect", true));

    try (Socket socket = sendTeamOnSocket()) {
      InputStream in = socket.getInputStream();
      assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
    }

    assertThat(client.state("teams")).hasSize(1);
  }

  @Test
  void actsAndAnswersGarbage() {
    fault("garbage", Map.of());

    Reply reply = createTeam();

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Content-Type")).startsWith("application/json");
    assertThatThrownBy(reply::json).isInstanceOf(JacksonException.class);
    assertThat(client.state("teams")).hasSize(1);
    assertThat(client.get("/teams").status()).isEqualTo(200);
  }

  @Test
  void doesNotCallARefusalAnEffect() {
    client.makeTeam("blue");
    client.panel("DELETE", "/faults/calls");
    fault("lose", Map.of("close", true));

    assertThatThrownBy(() -> client.tryPostTeam("blue", LONG)).isInstanceOf(IOException.class);

    assertThat(onlyCall().required("effect").booleanValue()).isFalse();
  }
}
