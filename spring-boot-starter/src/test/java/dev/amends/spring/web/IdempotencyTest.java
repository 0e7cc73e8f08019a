package dev.amends.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.spring.app.Apps;
import dev.amends.spring.app.PlaceOrder.Charge;
import dev.amends.spring.app.ShopConfiguration;
import dev.amends.spring.web.ShopApplication.Counter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.server.ResponseStatusException;

/** {@code Idempotency-Key} as a client meets it. */
class IdempotencyTest {
  private static final String ORDER = "{\"id\":\"o%s\",\"amount\":5}";
  private static Http http;
  private static int number;

  private final Counter counter = http.context.getBean(Counter.class);
  private final ShopConfiguration.PaymentDesk payments =
      http.context.getBean(ShopConfiguration.PaymentDesk.class);
  private String key;
  private String order;

  @BeforeAll
  static void start() {
    http =
        new Http(
            ShopApplication.class,
            "spring.datasource.url=" + Apps.newDatabase(),
            "amends.web.idempotency.wait=500ms",
            "amends.web.idempotency.claim=5s");
  }

  @AfterAll
  static void stop() throws Exception {
    http.close();
  }

  @BeforeEach
  void fresh() {
    number++;
    key = "key-" + number;
    order = ORDER.formatted(number);
    counter.runs.set(0);
    counter.answer = () -> ResponseEntity.ok("x");
    payments.answer = each -> new Charge("charge-" + each.id());
  }

  private HttpResponse<String> place() throws Exception {
    return http.post("/orders", order, "Idempotency-Key", key);
  }

  private HttpResponse<String> free(String body) throws Exception {
    return http.post("/free", body, "Idempotency-Key", key);
  }

  @Test
  void theFirstFinalAnswerIsGivenAgain() throws Exception {
    HttpResponse<String> first = place();
    HttpResponse<String> second = place();
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body()).contains("charge-o" + number);
    for (String header : List.of("Location", "ETag", "Content-Type")) {
      assertThat(second.headers().firstValue(header))
          .isEqualTo(first.headers().firstValue(header))
          .isPresent();
    }
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(counter.runs).hasValue(1);
  }

  @Test
  void anotherBodyIsAnotherRequest() throws Exception {
    place();
    HttpResponse<String> other =
        http.post("/orders", ORDER.formatted("other"), "Idempotency-Key", key);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(other.body()).contains("\"code\":\"idempotency.key-reused\"");
    assertThat(counter.runs).hasValue(1);
  }

  @Test
  void withoutAKeyEveryRequestIsNew() throws Exception {
    http.post("/orders", ORDER.formatted("x" + number));
    http.post("/orders", ORDER.formatted("y" + number));
    assertThat(counter.runs).hasValue(2);
  }

  @Test
  void aKeyCountsForItsPath() throws Exception {
    place();
    assertThat(free("hello").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 429, 500, 502, 503})
  void anAnswerThatIsNotFinalIsNotKept(int status) throws Exception {
    counter.answer = () -> ResponseEntity.status(status).body("later");
    assertThat(free("hello").statusCode()).isEqualTo(status);
    counter.answer = () -> ResponseEntity.ok("now");
    assertThat(free("hello").body()).isEqualTo("now");
    counter.answer = () -> ResponseEntity.ok("other");
    assertThat(free("hello").body()).isEqualTo("now");
    assertThat(free("other body").statusCode()).isEqualTo(422);
    assertThat(counter.runs).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 400, 404, 409, 422})
  void anAnswerThatIsFinalIsKept(int status) throws Exception {
    counter.answer = () -> ResponseEntity.status(status).build();
    assertThat(free("hello").statusCode()).isEqualTo(status);
    counter.answer = () -> ResponseEntity.ok("other");
    assertThat(free("hello").statusCode()).isEqualTo(status);
    assertThat(counter.runs).hasValue(1);
  }

  @Test
  void aFailureFreesTheKey() throws Exception {
    counter.answer =
        () -> {
          throw new IllegalStateException("broken");
        };
    assertThat(free("hello").statusCode()).isEqualTo(500);
    counter.answer = () -> ResponseEntity.ok("now");
    assertThat(free("hello").body()).isEqualTo("now");
  }

  @Test
  void anErrorThatTheContainerWritesFreesTheKey() throws Exception {
    counter.answer =
        () -> {
          throw new ResponseStatusException(org.springframework.http.HttpStatus.CONFLICT, "own");
        };
    assertThat(free("hello").statusCode()).isEqualTo(409);
    assertThat(free("hello").statusCode()).isEqualTo(409);
    assertThat(counter.runs).hasValue(2);
  }

  @Test
  void afterAnUndoneSagaTheNextAttemptBegins() throws Exception {
    payments.answer =
        each -> {
          throw new OutcomeException(
              Outcome.notSent(Failure.of("not-sent", "nobody there")), "nobody there");
        };
    assertThat(place().statusCode()).isEqualTo(503);
    assertThat(place().statusCode()).isEqualTo(503);
    payments.answer = each -> new Charge("third time");
    HttpResponse<String> third = place();
    assertThat(third.statusCode()).isEqualTo(201);
    assertThat(third.body()).contains("third time");
    assertThat(place().body()).isEqualTo(third.body());
    JdbcTemplate jdbc = http.context.getBean(JdbcTemplate.class);
    assertThat(
            jdbc.queryForList(
                "SELECT saga_key FROM amends_saga WHERE saga_key LIKE ? ORDER BY number",
                String.class,
                key + "%"))
        .containsExactly(key, key + "#2", key + "#3");
  }

  @Test
  void anUndoneSagaWithAFinalAnswerStays() throws Exception {
    payments.answer =
        each -> {
          throw new OutcomeException(
              Outcome.rejected(new Failure("http.402", "no money", 402, null)), "no money");
        };
    assertThat(place().statusCode()).isEqualTo(409);
    payments.answer = each -> new Charge("too late");
    HttpResponse<String> again = place();
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("no money");
    assertThat(counter.runs).hasValue(1);
  }

  @Test
  void keysAreCheckedAndWanted() throws Exception {
    assertThat(http.post("/free", "hello").body()).contains("idempotency.key-missing");
    HttpResponse<String> tooLong = http.post("/free", "hello", "Idempotency-Key", "k".repeat(201));
    assertThat(tooLong.statusCode()).isEqualTo(400);
    assertThat(tooLong.body()).contains("idempotency.key-invalid");
    assertThat(raw("k\u00e4y")).contains("HTTP/1.1 400", "idempotency.key-invalid");
    assertThat(raw("")).contains("HTTP/1.1 400", "idempotency.key-invalid");
    assertThat(http.post("/free", "hello", "Idempotency-Key", "k".repeat(200)).statusCode())
        .isEqualTo(200);
    assertThat(counter.runs).hasValue(1);
  }

  /** The JDK's client would write something else instead of such keys. */
  private static String raw(String key) throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(http.url).getPort())) {
      String request =
          "POST /free HTTP/1.1\r\nHost: x\r\nIdempotency-Key: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
              .formatted(key);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void anEndpointOnAnotherThreadIsKeptToo() throws Exception {
    counter.answer = () -> ResponseEntity.ok("later");
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = http.post("/later", "hello", "Idempotency-Key", key);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("later");
    }
    assertThat(counter.runs).hasValue(1);
  }

  @Test
  void aFormIsKnownByItsParameters() throws Exception {
    assertThat(form("name=ann").body()).isEqualTo("ann1");
    assertThat(form("name=ann").body()).isEqualTo("ann1");
    assertThat(form("name=bob").statusCode()).isEqualTo(422);
  }

  private HttpResponse<String> form(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(http.url + "/form"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.client().send(request, BodyHandlers.ofString());
  }

  @Test
  void anUnmarkedEndpointIsLeftAlone() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertThat(http.post("/plain", "hello", "Idempotency-Key", key).body()).isEqualTo("none5");
    }
    assertThat(counter.runs).hasValue(2);
  }
}
