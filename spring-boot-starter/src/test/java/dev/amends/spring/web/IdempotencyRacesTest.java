package dev.amends.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
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
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code Idempotency-Key} when several ask at once, and when nodes die. */
class IdempotencyRacesTest {
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
  void oldKeysAreDeleted() throws Exception {
    place();
    JdbcTemplate jdbc = http.context.getBean(JdbcTemplate.class);
    jdbc.update("UPDATE amends_http_key SET written_at = DATEADD(DAY, -2, CURRENT_TIMESTAMP)");
    assertThat(sweep()).isPositive();
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM amends_http_key", Integer.class)).isZero();
    // The saga's own key still knows the order.
    assertThat(place().statusCode()).isEqualTo(201);
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

  private static int sweep() throws Exception {
    var method = Claims.class.getDeclaredMethod("sweep");
    method.setAccessible(true);
    return (int) method.invoke(http.context.getBean(Claims.class));
  }

  private CompletableFuture<HttpResponse<String>> sending(String path, String body) {
    return http.client()
        .sendAsync(http.posting(path, body, "Idempotency-Key", key), BodyHandlers.ofString());
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
