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
import dev.amends.spring.observe.SagaHealth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application starts without its database, says so, and is complete once that is there. */
class WaitingForDatabaseTest {
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static ApplicationContextRunner app(int port) {
    return Apps.plain()
        .withPropertyValues(
            "spring.datasource.url=jdbc:h2:tcp://127.0.0.1:%d/mem:late;DB_CLOSE_DELAY=-1"
                .formatted(port),
            "amends.start.wait=300ms",
            "spring.datasource.hikari.connection-timeout=500")
        .withBean(
            PlaceOrder.class,
            () -> new PlaceOrder(new JdbcTemplate(), order -> new Charge("c")));
  }

  @Test
  void theApplicationStartsAndTheEngineFollows() throws Exception {
    int port = freePort();
    app(port)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              Sagas sagas = context.getBean(Sagas.class);
              SagaHealth health = context.getBean(SagaHealth.class);
              assertThatThrownBy(
                      () -> sagas.start(PlaceOrder.class, "k", new NewOrder("o", 1)))
                  .isInstanceOf(StoreUnavailableException.class)
                  .hasMessageContaining("waits for its database");
              assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
              await()
                  .untilAsserted(
                      () ->
                          assertThat(health.health().getDetails().get("waitingFor").toString())
                              .contains("could not be asked"));
              assertThat(sagas.outlines()).isNotEmpty();

              Server database = start(port);
              try {
                await()
                    .atMost(ofSeconds(30))
                    .until(() -> health.health().getStatus().equals(Status.UP));
                assertThat(sagas.find(PlaceOrder.class, "k")).isEmpty();
              } finally {
                database.stop();
              }
            });
  }

  @Test
  void anApplicationThatWaitsCanBeEnded() throws Exception {
    int port = freePort();
    app(port)
        .run(
            context -> {
              assertThat(context.getBean(SagaEngine.class).state().phase())
                  .isEqualTo(EngineState.Phase.WAITING);
              ((org.springframework.context.ConfigurableApplicationContext) context.getSourceApplicationContext()).close();
              assertThat(
                      Thread.getAllStackTraces().keySet().stream()
                          .filter(thread -> thread.getName().equals("amends-start"))
                          .filter(Thread::isAlive))
                  .isEmpty();
            });
  }

  private static Server start(int port) throws SQLException {
    return Server.createTcpServer(
            "-tcpPort", Integer.toString(port), "-ifNotExists", "-tcpDaemon")
        .start();
  }
}
