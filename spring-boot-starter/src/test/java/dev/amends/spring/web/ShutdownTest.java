package dev.amends.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.Sagas;
import dev.amends.journal.SagaStatus;
import dev.amends.spring.app.Apps;
import dev.amends.spring.app.PlaceOrder;
import dev.amends.spring.app.PlaceOrder.Charge;
import dev.amends.spring.app.PlaceOrder.NewOrder;
import dev.amends.spring.app.ShopConfiguration;
import dev.amends.spring.engine.EngineState;
import dev.amends.spring.engine.SagaEngine;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The end comes in order: requests, then sagas, then the data source. */
class ShutdownTest {
  /** Looks at the engine when the web server has just started, and when it is about to stop. */
  @Configuration(proxyBeanMethods = false)
  @Import(ShopApplication.class)
  static class Watched {
    static final AtomicReference<EngineState.Phase> WHEN_WEB_STARTED = new AtomicReference<>();

    @Bean
    SmartLifecycle beforeTheWebServer(SagaEngine engine) {
      return new SmartLifecycle() {
        private boolean running;

        @Override
        public void start() {
          WHEN_WEB_STARTED.set(engine.state().phase());
          running = true;
        }

        @Override
        public void stop() {
          running = false;
        }

        @Override
        public boolean isRunning() {
          return running;
        }

        @Override
        public int getPhase() {
          return Integer.MAX_VALUE - 2048 - 1;
        }
      };
    }
  }

  @Test
  void requestsEndFirstThenSagasThenTheDatabase() throws Exception {
    String database = Apps.newDatabase();
    Http http =
        new Http(
            Watched.class,
            "spring.datasource.url=" + database,
            "server.shutdown=graceful",
            "amends.shutdown.grace=20s");
    assertThat(Watched.WHEN_WEB_STARTED).hasValue(EngineState.Phase.RUNNING);
    CountDownLatch paying = new CountDownLatch(2);
    CountDownLatch paid = new CountDownLatch(1);
    http.context.getBean(ShopConfiguration.PaymentDesk.class).answer =
        order -> {
          paying.countDown();
          try {
            paid.await();
          } catch (InterruptedException thrown) {
            throw new IllegalStateException(thrown);
          }
          return new Charge("late-" + order.id());
        };
    http.context.getBean(Sagas.class).start(PlaceOrder.class, "background", new NewOrder("o1", 5));
    CompletableFuture<HttpResponse<String>> request =
        http.client()
            .sendAsync(
                http.posting("/orders", "{\"id\":\"o2\",\"amount\":5}"), BodyHandlers.ofString());
    paying.await();

    SagaEngine engine = http.context.getBean(SagaEngine.class);
    Thread stopping = new Thread(() -> SpringApplication.exit(http.context));
    stopping.start();
    await()
        .until(
            () -> {
              try {
                return http.get("/correlation").statusCode() == 503;
              } catch (ConnectException refused) {
                return true;
              }
            });
    assertThat(engine.state().phase())
        .as("the request still needs it")
        .isEqualTo(EngineState.Phase.RUNNING);
    paid.countDown();
    assertThat(request.get().statusCode()).isEqualTo(201);
    stopping.join();
    assertThat(engine.state().phase()).isEqualTo(EngineState.Phase.STOPPED);
    try (Connection connection = DriverManager.getConnection(database, "sa", "")) {
      assertThat(text(connection, "SELECT COUNT(*) FROM orders WHERE status = 'PAID'"))
          .isEqualTo("2");
      assertThat(
              text(
                  connection,
                  "SELECT COUNT(*) FROM amends_saga WHERE end_status = "
                      + SagaStatus.SUCCEEDED.code()))
          .isEqualTo("2");
      assertThat(text(connection, "SELECT state FROM amends_node")).as("it left").isEqualTo("3");
    }
  }

  private static String text(Connection connection, String query) throws Exception {
    try (ResultSet result = connection.createStatement().executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
