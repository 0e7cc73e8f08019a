package dev.amends.spring.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.amends.spring.CurrentInvocation;
import dev.amends.spring.FixedRun;
import dev.amends.spring.http.SocketServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Faults cost neither threads nor connections for longer than they last. */
class NothingLeftBehindTest {
  private static final int FAULTS = 2_000;
  private static final int AT_ONCE = 32;
  private static final Duration TIME = Duration.ofSeconds(60);

  /** Longer than what is read of an answer, so that its connection is given up. */
  private static final String LONG = "x".repeat((1 << 20) + 100_000);

  /** What a broken connection of each kind does. */
  private static boolean broken(SocketServer.Exchange exchange)
      throws IOException, InterruptedException {
    return switch (exchange.number() % 8) {
      case 0 -> exchange.reset();
      case 1 -> false;
      case 2 -> exchange.part("HTTP/1.1 201 Cre");
      case 3 -> exchange.part("no HTTP\r\n\r\n");
      case 4 -> exchange.part(Breaks.begun());
      case 5 -> exchange.answer(503, "", "");
      case 6 -> exchange.answer(200, Breaks.JSON, "{\"id\":");
      default -> exchange.answer(500, "", exchange.number() % 64 == 7 ? LONG : "x");
    };
  }

  @Test
  void thousandsOfFaultsLeaveNoThreadAndNoConnection() throws Exception {
    try (SocketServer server = new SocketServer(NothingLeftBehindTest::broken)) {
      Application.run(
          context -> {
            Callers callers = context.getBean(Callers.class);
            meet(callers, server, 100);
            int before = Thread.activeCount();
            meet(callers, server, FAULTS);
            // The JDK's clients keep idle threads and connections for a while: a few, not one each.
            await()
                .atMost(TIME)
                .untilAsserted(
                    () -> {
                      assertThat(Thread.activeCount()).isLessThan(before + 3 * AT_ONCE);
                      assertThat(server.openConnections()).isLessThan(3 * AT_ONCE);
                    });
            assertThat(server.requests()).hasSize(FAULTS + 100);
          });
    }
  }

  private static boolean untilTheClientGoes(SocketServer.Exchange exchange) throws IOException {
    return exchange.socket().getInputStream().read() >= 0;
  }

  @Test
  void callsWhoseTimeIsOverGiveTheirConnectionsBack() throws Exception {
    try (SocketServer server = new SocketServer(NothingLeftBehindTest::untilTheClientGoes)) {
      Application.run(
          context -> {
            Callers callers = context.getBean(Callers.class);
            FixedRun run = FixedRun.of(Map.of()).within(Duration.ofMillis(5));
            for (int i = 0; i < 200; i++) {
              Fault.Client client = Fault.Client.next(i);
              assertThat(catchThrowable(() -> call(callers, run, client, server.url())))
                  .isNotNull();
            }
            await().atMost(TIME).untilAsserted(() -> assertThat(server.openConnections()).isZero());
          });
    }
  }

  private static Object call(Callers callers, FixedRun run, Fault.Client client, String url)
      throws Exception {
    return new CurrentInvocation()
        .around(run.action(), () -> callers.create(new CreateTeam.Call(client, url + "/leak", 20)));
  }

  private static void meet(Callers callers, SocketServer server, int faults)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    AtomicInteger failures = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(faults);
    for (int i = 0; i < faults; i++) {
      Fault.Client client = Fault.Client.next(i);
      pool.execute(
          () -> {
            if (catchThrowable(() -> call(callers, FixedRun.of(Map.of()), client, server.url()))
                != null) {
              failures.incrementAndGet();
            }
            done.countDown();
          });
    }
    assertThat(done.await(TIME.toSeconds(), TimeUnit.SECONDS)).isTrue();
    pool.shutdown();
    assertThat(pool.awaitTermination(TIME.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(failures).hasValue(faults);
  }
}
