package dev.amends.spring.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.amends.Sagas;
import dev.amends.error.StoreUnavailableException;
import dev.amends.spring.app.Apps;
import dev.amends.spring.app.PlaceOrder;
import dev.amends.spring.app.PlaceOrder.Charge;
import dev.amends.spring.app.PlaceOrder.NewOrder;
import dev.amends.spring.app.Relay;
import dev.amends.spring.observe.SagaHealth;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application starts without its database, says so, and is complete once that is there. */
class WaitingForDatabaseTest {
  private static Server database;

  @BeforeAll
  static void start() throws Exception {
    database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-tcpDaemon").start();
  }

  @AfterAll
  static void stop() {
    database.stop();
  }

  private static ApplicationContextRunner app(Relay wire) {
    return Apps.plain()
        .withPropertyValues(
            "spring.datasource.url=jdbc:h2:tcp://127.0.0.1:%d/mem:late;DB_CLOSE_DELAY=-1"
                .formatted(wire.port()),
            "amends.start.wait=300ms",
            "amends.lease=1s",
            "amends.shutdown.grace=0s",
            "spring.datasource.hikari.connection-timeout=500")
        .withBean(
            PlaceOrder.class, () -> new PlaceOrder(new JdbcTemplate(), order -> new Charge("c")));
  }

  @Test
  void theApplicationStartsAndTheEngineFollows() throws Exception {
    try (Relay wire = new Relay(database.getPort())) {
      app(wire)
          .run(
              context -> {
                assertThat(context).hasNotFailed();
                Sagas sagas = context.getBean(Sagas.class);
                SagaHealth health = context.getBean(SagaHealth.class);
                assertThatThrownBy(() -> sagas.start(PlaceOrder.class, "k", new NewOrder("o", 1)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("waits for its database");
                assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                await()
                    .untilAsserted(
                        () ->
                            assertThat(health.health().getDetails().get("waitingFor").toString())
                                .contains("could not be asked"));
                assertThat(sagas.outlines()).isNotEmpty();

                wire.connect();
                becomes(health, Status.UP);
                assertThat(sagas.find(PlaceOrder.class, "k")).isEmpty();
                wire.cut();
                becomes(health, Status.DOWN);
                wire.connect();
                becomes(health, Status.UP);
              });
    }
  }

  private static void becomes(SagaHealth health, Status status) {
    await().atMost(ofSeconds(30)).until(() -> health.health().getStatus().equals(status));
  }

  @Test
  void anApplicationThatWaitsCanBeEnded() throws Exception {
    try (Relay wire = new Relay(database.getPort())) {
      app(wire)
          .run(
              context -> {
                assertThat(context.getBean(SagaEngine.class).state().phase())
                    .isEqualTo(EngineState.Phase.WAITING);
                context.getSourceApplicationContext().close();
                assertThat(
                        Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("amends-start"))
                            .filter(Thread::isAlive))
                    .isEmpty();
              });
    }
  }
}
