package dev.amends.spring.outcomes;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.RunResult;
import dev.amends.Sagas;
import dev.amends.definition.Api;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.journal.SagaStatus;
import dev.amends.query.SagaView;
import dev.amends.spring.http.SocketServer;
import dev.amends.spring.outcomes.CreateTeam.Call;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An API that does not answer holds up its own sagas and nobody else's. */
class HangingApiTest {
  private static final int HANGING = 100;
  private static final int HEALTHY = 30;

  /** Longer than the test: only the other side's answer would end a call. */
  private static final Duration LONG = ofMinutes(2);

  /** Calls one API. */
  abstract static class OneCall implements SagaDefinition<Call, Void> {
    private final String api;
    private final Callers callers;

    OneCall(String api, Callers callers) {
      this.api = api;
      this.callers = callers;
    }

    @Override
    public String name() {
      return "calls." + api;
    }

    @Override
    public void define(SagaBuilder<Call, Void> saga) {
      saga.remote(
              "call",
              run -> {
                callers.create(run.input());
              })
          .idempotent()
          .nothingToUndo()
          .timeout(LONG)
          .api(new Api(api, "POST", "/x"));
    }
  }

  /** Calls the API that hangs. */
  static final class CallsHanging extends OneCall {
    CallsHanging(Callers callers) {
      super("hanging", callers);
    }
  }

  /** Calls the API that answers. */
  static final class CallsHealthy extends OneCall {
    CallsHealthy(Callers callers) {
      super("healthy", callers);
    }
  }

  private static SagaStatus status(Sagas sagas, String key) {
    return sagas.find(CallsHealthy.class, key).map(SagaView::status).orElseThrow();
  }

  @Test
  void aHundredHangingCallsDoNotHoldUpAnotherApi() throws Exception {
    try (SocketServer hanging = new SocketServer(SocketServer.Exchange::hang);
        SocketServer healthy =
            new SocketServer(exchange -> exchange.answer(201, Breaks.JSON, Breaks.TEAM))) {
      Application.runner()
          .withBean(CallsHanging.class)
          .withBean(CallsHealthy.class)
          .withPropertyValues(
              "spring.http.clients.read-timeout=120s", "amends.shutdown.grace=100ms")
          .run(
              context -> {
                Sagas sagas = context.getBean(Sagas.class);
                for (int i = 0; i < HANGING; i++) {
                  Fault.Client client = Fault.Client.next(i);
                  sagas.start(
                      CallsHanging.class, "h" + i, new Call(client, hanging.url() + "/x", 20));
                }
                // As many as the bulkhead lets through.
                await().atMost(ofSeconds(30)).until(() -> hanging.requests().size() == 50);
                for (int i = 0; i < HEALTHY; i++) {
                  Fault.Client client = Fault.Client.next(i);
                  String key = "g" + i;
                  sagas.start(CallsHealthy.class, key, new Call(client, healthy.url() + "/x", 20));
                  await()
                      .pollInterval(Duration.ofMillis(2))
                      .atMost(ofSeconds(30))
                      .until(() -> status(sagas, key) == SagaStatus.SUCCEEDED);
                }
                RunResult<Void> result =
                    sagas.run(
                        CallsHealthy.class,
                        "run",
                        new Call(Fault.Client.JDK, healthy.url() + "/x", 20),
                        ofSeconds(30));
                assertThat(result).isInstanceOf(RunResult.Succeeded.class);
                assertThat(hanging.requests()).as("under way all the while").hasSize(50);
                // Ends the calls, so that the application need not wait for them.
                hanging.stop();
              });
    }
  }
}
