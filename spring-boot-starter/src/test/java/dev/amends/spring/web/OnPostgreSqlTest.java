package dev.amends.spring.web;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.Sagas;
import dev.amends.journal.SagaStatus;
import dev.amends.query.SagaView;
import dev.amends.spring.app.PlaceOrder;
import dev.amends.spring.app.PlaceOrder.NewOrder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes of an application on one real PostgreSQL. */
class OnPostgreSqlTest {
  private static EmbeddedPostgres postgres;
  private static Http one;
  private static Http other;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    PlaceOrder.createTable(new JdbcTemplate(postgres.getPostgresDatabase()));
    CompletableFuture<Http> first = CompletableFuture.supplyAsync(OnPostgreSqlTest::node);
    other = node();
    one = first.get();
  }

  private static Http node() {
    return new Http(
        ShopApplication.class,
        "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
        "spring.flyway.enabled=false",
        "amends.lease=2s");
  }

  @AfterAll
  static void stop() throws Exception {
    one.close();
    other.close();
    postgres.close();
  }

  @Test
  void aKeyCountsOnAllNodes() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      for (Http node : List.of(one, other)) {
        all.add(
            node.client()
                .sendAsync(
                    node.posting(
                        "/orders", "{\"id\":\"p1\",\"amount\":5}", "Idempotency-Key", "pg-1"),
                    BodyHandlers.ofString()));
      }
    }
    List<String> bodies = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> each : all) {
      assertThat(each.get().statusCode()).isEqualTo(201);
      bodies.add(each.get().body());
    }
    assertThat(bodies).containsOnly(bodies.get(0));
    HttpResponse<String> other = one.post("/orders", "{}", "Idempotency-Key", "pg-1");
    assertThat(other.statusCode()).isEqualTo(422);
  }

  @Test
  void aDuplicateStartDoesNotPoisonTheCallersTransaction() {
    Sagas sagas = one.context.getBean(Sagas.class);
    sagas.start(PlaceOrder.class, "pg-2", new NewOrder("p2", 5));
    new TransactionTemplate(one.context.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(
            status -> {
              assertThat(sagas.start(PlaceOrder.class, "pg-2", new NewOrder("p2", 5)).created())
                  .isFalse();
              one.context
                  .getBean(JdbcTemplate.class)
                  .update("INSERT INTO orders VALUES ('beside', 'NEW')");
            });
    assertThat(
            one.context
                .getBean(JdbcTemplate.class)
                .queryForObject("SELECT COUNT(*) FROM orders WHERE id = 'beside'", Integer.class))
        .isEqualTo(1);
  }

  @Test
  void aLocalStepThatLosesARaceIsRunAgain() {
    Sagas sagas = one.context.getBean(Sagas.class);
    for (int i = 0; i < 20; i++) {
      (i % 2 == 0 ? sagas : other.context.getBean(Sagas.class))
          .start(PlaceOrder.class, "pg-3-" + i, new NewOrder("p3-" + i, 5));
    }
    for (int i = 0; i < 20; i++) {
      String key = "pg-3-" + i;
      await()
          .atMost(ofSeconds(30))
          .until(
              () ->
                  sagas.find(PlaceOrder.class, key).map(SagaView::status).orElse(null)
                      == SagaStatus.SUCCEEDED);
    }
  }

  @Test
  void oldKeysAreDeletedInChunks() throws Exception {
    JdbcTemplate jdbc = one.context.getBean(JdbcTemplate.class);
    jdbc.update(
        "INSERT INTO amends_http_key (scope, request, written_at) SELECT 'old-' || n, 'r', now() - interval '2 days' FROM generate_series(1, 2500) n");
    var method = dev.amends.spring.web.idempotency.Claims.class.getDeclaredMethod("sweep");
    method.setAccessible(true);
    assertThat(
            (int)
                method.invoke(one.context.getBean(dev.amends.spring.web.idempotency.Claims.class)))
        .isEqualTo(2_500);
  }
}
