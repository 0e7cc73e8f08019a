package dev.amends.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.spring.app.Apps;
import dev.amends.spring.app.PlaceOrder.Charge;
import dev.amends.spring.app.ShopConfiguration;
import dev.amends.spring.web.ShopApplication.Counter;
import dev.amends.spring.web.idempotency.Claims;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  void aRepeatMeanwhileWaitsAndThenGetsTheAnswer() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    counter.answer =
        () -> {
          inside.countDown();
          waitFor(go);
          return ResponseEntity.ok("slow");
        };
    CompletableFuture<HttpResponse<String>> first = sending("/free", "hello");
    waitFor(inside);
    HttpResponse<String> early = free("hello");
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("idempotency.in-progress");
    assertThat(early.headers().firstValue("Retry-After")).isPresent();
    CompletableFuture<HttpResponse<String>> waiting = sending("/free", "hello");
    go.countDown();
    assertThat(first.get().body()).isEqualTo("slow");
    assertThat(waiting.get().body()).isEqualTo("slow");
    assertThat(counter.runs).hasValue(1);
  }

  @Test
  void ofManyAtOnceOneRuns() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(sending("/orders", order));
    }
    for (CompletableFuture<HttpResponse<String>> each : all) {
      assertThat(each.get().statusCode()).isIn(201, 409);
    }
    assertThat(counter.runs).hasValue(1);
    assertThat(place().statusCode()).isEqualTo(201);
  }

  @Test
  void noConnectionIsHeldWhileTheEndpointWorks() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    var pool = http.context.getBean(HikariDataSource.class).getHikariPoolMXBean();
    await().until(() -> pool.getActiveConnections() <= 4);
    int before = pool.getActiveConnections();
    counter.answer =
        () -> {
          inside.countDown();
          waitFor(go);
          return ResponseEntity.ok("slow");
        };
    CompletableFuture<HttpResponse<String>> first = sending("/free", "hello");
    waitFor(inside);
    await().until(() -> pool.getActiveConnections() <= Math.max(before, 4));
    go.countDown();
    first.get();
  }

  @Test
  void keysAreCheckedAndWanted() throws Exception {
    assertThat(http.post("/free", "hello").body()).contains("idempotency.key-missing");
    HttpResponse<String> tooLong =
        http.post("/free", "hello", "Idempotency-Key", "k".repeat(201));
    assertThat(tooLong.statusCode()).isEqualTo(400);
    assertThat(tooLong.body()).contains("idempotency.key-invalid");
    assertThat(http.post("/free", "hello", "Idempotency-Key", "k\u00e4y").statusCode())
        .isEqualTo(400);
    assertThat(http.post("/free", "hello", "Idempotency-Key", "k".repeat(200)).statusCode())
        .isEqualTo(200);
    assertThat(counter.runs).hasValue(1);
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
  void anUnmarkedEndpointIsLeftAlone() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertThat(http.post("/plain", "hello", "Idempotency-Key", key).body()).isEqualTo("none5");
    }
    assertThat(counter.runs).hasValue(2);
  }

  @Test
  void oldKeysAreDeleted() throws Exception {
    place();
    JdbcTemplate jdbc = http.context.getBean(JdbcTemplate.class);
    jdbc.update("UPDATE amends_http_key SET written_at = DATEADD(DAY, -2, CURRENT_TIMESTAMP)");
    assertThat(sweep()).isPositive();
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM amends_http_key", Integer.class)).isZero();
    // The saga's own key still knows the order.
    assertThat(place().statusCode()).isEqualTo(201);
  }

  private static int sweep() throws Exception {
    var method = Claims.class.getDeclaredMethod("sweep");
    method.setAccessible(true);
    return (int) method.invoke(http.context.getBean(Claims.class));
  }

  @Test
  void aDeadNodesClaimRunsOut() throws Exception {
    counter.answer = () -> ResponseEntity.status(503).build();
    free("hello");
    JdbcTemplate jdbc = http.context.getBean(JdbcTemplate.class);
    jdbc.update(
        "UPDATE amends_http_key SET token = RANDOM_UUID(), claimed_until = DATEADD(MINUTE, 1, CURRENT_TIMESTAMP) WHERE status IS NULL");
    assertThat(free("hello").statusCode()).isEqualTo(409);
    jdbc.update(
        "UPDATE amends_http_key SET claimed_until = DATEADD(SECOND, -1, CURRENT_TIMESTAMP) WHERE status IS NULL");
    counter.answer = () -> ResponseEntity.ok("now");
    assertThat(free("hello").body()).isEqualTo("now");
  }

  private CompletableFuture<HttpResponse<String>> sending(String path, String body) {
    return http.client()
        .sendAsync(
            http.posting(path, body, "Idempotency-Key", key), BodyHandlers.ofString());
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
