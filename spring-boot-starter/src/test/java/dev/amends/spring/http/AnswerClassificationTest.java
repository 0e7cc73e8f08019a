package dev.amends.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What answers come to, for RestClient and for the JDK's client. */
class AnswerClassificationTest {
  static Stream<Arguments> answers() {
    List<Arguments> cases = new ArrayList<>();
    for (int status :
        new int[] {400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 423, 425, 451, 499}) {
      cases.add(Arguments.of(status, Outcome.Rejected.class));
    }
    for (int status :
        new int[] {301, 302, 303, 307, 308, 408, 500, 501, 502, 503, 504, 507, 520, 599}) {
      cases.add(Arguments.of(status, Outcome.Unknown.class));
    }
    cases.add(Arguments.of(429, Outcome.NotSent.class));
    return Clients.clients()
        .flatMap(
            client ->
                cases.stream()
                    .map(
                        each ->
                            Arguments.of(
                                client.get()[0], each.get()[0], each.get()[1], client.get()[1])));
  }

  @Tag("C10")
  @Tag("outcomes")
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("answers")
  void anAnswerIsReadByItsStatus(
      String name, int status, Class<? extends Outcome> expected, Clients.Client client)
      throws Exception {
    try (SocketServer server =
        new SocketServer(
            exchange ->
                exchange.answer(
                    status,
                    "Content-Type: application/json\r\n",
                    "{\"id\":\"app.x\",\"message\":\"no\"}"))) {
      Outcome outcome = Clients.outcome(client, server.url() + "/x");
      assertThat(outcome).isInstanceOf(expected);
      assertThat(Clients.failure(outcome))
          .isEqualTo(new Failure("http." + status, "HTTP " + status + ": no", status, "app.x"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  static Stream<Arguments> strangeSuccesses() {
    return Stream.of(
        Arguments.of("HTML of a proxy", "Content-Type: text/html\r\n", "<html>login</html>"),
        Arguments.of("other JSON", "Content-Type: application/json\r\n", "[1,2]"),
        Arguments.of("half JSON", "Content-Type: application/json\r\n", "{\"id\":\"1\""),
        Arguments.of("no JSON", "Content-Type: application/json\r\n", "\u0000\u0001"),
        Arguments.of(
            "too long",
            "Content-Type: application/json\r\n",
            "{\"id\":\"" + "x".repeat(70_000) + "\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("strangeSuccesses")
  void aSuccessThatCannotBeReadIsUnknown(String name, String headers, String body)
      throws Exception {
    try (SocketServer server = new SocketServer(exchange -> exchange.answer(200, headers, body))) {
      Outcome outcome = Clients.outcome(Clients::byRest, server.url() + "/x");
      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      assertThat(Clients.failure(outcome).code()).isIn("http.unreadable", "connection");
      assertThat(Clients.failure(outcome).message()).hasSizeLessThan(4_096);
    }
  }

  @Test
  void aLongErrorKeepsItsStatus() throws Exception {
    try (SocketServer server =
        new SocketServer(exchange -> exchange.answer(422, "", "x".repeat(200_000)))) {
      Outcome outcome = Clients.outcome(Clients::byRest, server.url() + "/x");
      assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
      assertThat(Clients.failure(outcome).message()).hasSizeBetween(100, 2_000);
    }
  }

  @Tag("C10")
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.amends.spring.http.Clients#clients")
  void aWaitThatIsAskedForIsAMinimum(String name, Clients.Client client) throws Exception {
    for (int status : new int[] {429, 503}) {
      try (SocketServer server =
          new SocketServer(exchange -> exchange.answer(status, "Retry-After: 7\r\n", ""))) {
        Outcome outcome = Clients.outcome(client, server.url() + "/x");
        Duration after =
            outcome instanceof Outcome.NotSent notSent
                ? notSent.after()
                : ((Outcome.Unknown) outcome).after();
        assertThat(after).isEqualTo(Duration.ofSeconds(7));
      }
    }
  }

  @Test
  void secretsOfAnErrorBodyAreMasked() throws Exception {
    String body =
        "{\"password\":\"hunter2\",\"api_key\" : \"k-1\",\"name\":\"ann\",\"note\":\"a\\u0000b\"}";
    try (SocketServer server = new SocketServer(exchange -> exchange.answer(400, "", body))) {
      String message =
          Clients.failure(Clients.outcome(Clients::byRest, server.url() + "/x")).message();
      assertThat(message).contains("ann").doesNotContain("hunter2", "k-1");
    }
  }

  @Test
  void aPasswordInTheAddressIsMasked() {
    Outcome outcome = Clients.outcome(Clients::byRest, "http://ann:hunter2@127.0.0.1:1/x");
    assertThat(Clients.failure(outcome).message()).doesNotContain("hunter2");
  }
}
