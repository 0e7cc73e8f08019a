package dev.amends.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.Sagas;
import dev.amends.definition.Api;
import dev.amends.definition.Recovery;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** The console with the starter and the real engine on H2. */
class RealEngineTest {
  private static final String SAGAS = "/amends/api/sagas";

  private static Server server;
  private static Http http;
  private static Doors doors;

  @BeforeAll
  static void start() {
    server =
        Server.run(
            Application.class,
            "amends.console.password=" + Server.OPERATOR_PASSWORD,
            "amends.console.viewer-password=" + Server.VIEWER_PASSWORD,
            "spring.datasource.url=jdbc:h2:mem:console;DB_CLOSE_DELAY=-1",
            "amends.node=console-test");
    http = server.http();
    doors = server.bean(Doors.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void close() {
    doors.open.set(false);
  }

  @Test
  void showsASagaThatIsParked() {
    String path = SAGAS + "/" + parked("Anna <script>");

    Http.Reply reply = http.get(path, Http.VIEWER);

    JsonNode saga = reply.json();
    assertThat(reply.header("ETag")).isEqualTo("\"" + saga.get("position").intValue() + "\"");
    assertThat(saga.get("type").stringValue()).isEqualTo("door.pass");
    assertThat(saga.get("reason").stringValue()).isEqualTo("STEP_FAILED");
    assertThat(saga.get("input").get("name").stringValue()).isEqualTo("Anna <script>");
    assertThat(saga.get("causeStep").stringValue()).isEqualTo("pass");
    assertThat(saga.get("cause").get("code").stringValue()).isEqualTo("door.closed");
    JsonNode steps = saga.get("steps");
    assertThat(steps.valueStream().map(step -> step.get("status").stringValue()))
        .containsExactly("SUCCESS", "FAILED", "READY");
    assertThat(steps.get(1).get("api").get("name").stringValue()).isEqualTo("door.pass");
    assertThat(http.get(path + "/journal").json().get("items").size())
        .isEqualTo(saga.get("position").intValue());
  }

  @Test
  void listsIt() {
    UUID id = parked("Ben");

    JsonNode items =
        http.get(SAGAS + "?type=door.pass&status=PARKED&key=Ben&limit=1").json().get("items");

    assertThat(items.valueStream().map(item -> item.get("id").stringValue()))
        .containsExactly(id.toString());
    assertThat(http.get("/amends/api/summary").json().get("unfinished").get("PARKED").intValue())
        .isPositive();
    assertThat(http.get("/amends/api/nodes").json().get("items").get(0).get("name").stringValue())
        .isEqualTo("console-test");
    assertThat(http.get("/amends/api/apis").json().get("items").get(0).get("name").stringValue())
        .isEqualTo("door.pass");
  }

  @Test
  void onlyAnOperatorWithTheRightPasswordResumesIt() {
    String path = SAGAS + "/" + parked("Carl");
    String tag = tag(path);

    assertThat(resume(path, tag, Http.WRONG_PASSWORD).status()).isEqualTo(401);
    assertThat(resume(path, tag, Http.VIEWER).status()).isEqualTo(403);
    assertThat(tag(path)).isEqualTo(tag);
    doors.open.set(true);
    assertThat(resume(path, tag, Http.OPERATOR).status()).isEqualTo(200);
    awaitStatus(path, "SUCCEEDED");
    JsonNode audit = http.get(path + "/audit").json().get("items");
    assertThat(audit.size()).isEqualTo(1);
    assertThat(audit.get(0).get("actor").stringValue()).isEqualTo("operator");
    assertThat(audit.get(0).get("reason").stringValue()).isEqualTo("the door is open now");
  }

  @Test
  void anOrderForAStateThatHasPassedIsRefused() {
    String path = SAGAS + "/" + parked("Dora");
    String first = tag(path);
    assertThat(resume(path, first, Http.OPERATOR).status()).isEqualTo(200);
    await().until(() -> !tag(path).equals(first) && status(path).equals("PARKED"));

    Http.Reply stale = resume(path, first, Http.OPERATOR);

    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.code()).isEqualTo("saga.moved-on");
  }

  @Test
  void ofTwoResumesAtOnceOneWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      doors.open.set(false);
      String path = SAGAS + "/" + parked("Emil " + round);
      String tag = tag(path);
      doors.open.set(true);

      List<Http.Reply> replies = both(() -> resume(path, tag, Http.OPERATOR));

      assertThat(replies).extracting(Http.Reply::status).containsExactlyInAnyOrder(200, 409);
      assertThat(replies.stream().filter(reply -> reply.status() == 409).map(Http.Reply::code))
          .containsExactly("saga.moved-on");
      awaitStatus(path, "SUCCEEDED");
    }
  }

  @Test
  void correctsAnInputSettlesAStepAndSkipsOne() {
    String path = SAGAS + "/" + parked("Frieda");

    assertThat(http.post(path + "/input", "{\"input\":{\"name\":5.5e}}").status()).isEqualTo(400);
    assertThat(http.post(path + "/input", "{\"input\":[1]}").code())
        .isEqualTo("payload.unreadable");
    Http.Reply edited =
        http.post(path + "/input", "{\"input\":{\"name\":\"Gerd\"},\"reason\":\"r\"}");
    assertThat(edited.status()).isEqualTo(200);
    assertThat(edited.json().get("saga").get("input").get("name").stringValue()).isEqualTo("Gerd");
    assertThat(http.post(path + "/steps/nothing/skip", "{}").code()).isEqualTo("step.not-found");
    assertThat(http.post(path + "/steps/look/skip", "{}").code()).isEqualTo("step.settled");
    Http.Reply done =
        http.post(
            path + "/steps/pass/done",
            "{\"result\":\"Gerd\",\"evidence\":\"seen\",\"reason\":\"r\"}");
    assertThat(done.status()).isEqualTo(200);
    if (!status(path).equals("SUCCEEDED")) {
      http.post(path + "/resume", "{\"reason\":\"r\"}");
    }
    awaitStatus(path, "SUCCEEDED");
    assertThat(http.post(path + "/resume", "{}").code()).isEqualTo("saga.not-parked");
    assertThat(http.post(path + "/cancel", "{}").code()).isEqualTo("saga.too-late");
  }

  @Test
  void undoesIt() {
    String path = SAGAS + "/" + parked("Hans");

    assertThat(http.post(path + "/compensate", "{\"reason\":\"r\"}").status()).isEqualTo(200);

    awaitStatus(path, "COMPENSATED");
  }

  @Test
  void resumesAllOfAKindAtOnce() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      paths.add(SAGAS + "/" + parked("Ida " + i));
    }
    String filter = "{\"type\":\"door.pass\",\"parkReason\":\"STEP_FAILED\",\"reason\":\"r\"";
    JsonNode preview = http.post(SAGAS + "/resume", filter + ",\"dryRun\":true}").json();
    assertThat(preview.get("matched").intValue()).isGreaterThanOrEqualTo(5);
    doors.open.set(true);

    JsonNode outcome =
        http.post(SAGAS + "/resume", filter + ",\"expected\":" + preview.get("matched") + "}")
            .json();

    assertThat(outcome.get("accepted").intValue()).isEqualTo(preview.get("matched").intValue());
    paths.forEach(path -> awaitStatus(path, "SUCCEEDED"));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String path = SAGAS + "/" + UUID.randomUUID();

    assertThat(http.get(path).code()).isEqualTo("saga.not-found");
    assertThat(http.get(path + "/journal").code()).isEqualTo("saga.not-found");
    assertThat(http.get(path + "/audit").code()).isEqualTo("saga.not-found");
    assertThat(http.post(path + "/resume", "{}").code()).isEqualTo("saga.not-found");
    assertThat(http.get(SAGAS + "?type=never.defined").json().get("items").size()).isZero();
    assertThat(http.get(SAGAS + "?after=-%21").codeAndField()).isEqualTo("parameter.invalid after");
  }

  @Test
  void aBodyThatIsTooLongIsRefused() {
    String path = SAGAS + "/" + parked("Jutta") + "/input";
    byte[] body =
        ("{\"input\":{\"name\":\"" + "x".repeat(1 << 20) + "\"}}").getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>(Http.OPERATOR);
    headers.put("Content-Type", "application/json");

    for (HttpRequest.BodyPublisher publisher :
        List.of(
            HttpRequest.BodyPublishers.ofByteArray(body),
            HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
      Http.Reply reply = http.send("POST", path, headers, publisher);
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.code()).isEqualTo("payload.too-large");
    }
  }

  private static UUID parked(String name) {
    UUID id = server.bean(Sagas.class).start(PassDoor.class, name, new Guest(name)).id();
    awaitStatus(SAGAS + "/" + id, "PARKED");
    return id;
  }

  private static void awaitStatus(String path, String status) {
    await().atMost(20, TimeUnit.SECONDS).until(() -> status(path).equals(status));
  }

  private static String status(String path) {
    return http.get(path).json().get("status").stringValue();
  }

  private static String tag(String path) {
    return String.valueOf(http.get(path).header("ETag"));
  }

  private static Http.Reply resume(String path, String tag, Map<String, String> who) {
    Map<String, String> headers = new HashMap<>(who);
    headers.put("Content-Type", "application/json");
    headers.put("If-Match", tag);
    return http.send("POST", path + "/resume", headers, "{\"reason\":\"the door is open now\"}");
  }

  private static List<Http.Reply> both(java.util.concurrent.Callable<Http.Reply> call)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    try {
      List<Future<Http.Reply>> futures = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        futures.add(
            threads.submit(
                () -> {
                  together.await(10, TimeUnit.SECONDS);
                  return call.call();
                }));
      }
      return List.of(
          futures.get(0).get(30, TimeUnit.SECONDS), futures.get(1).get(30, TimeUnit.SECONDS));
    } finally {
      threads.shutdownNow();
    }
  }

  /** Who wants to pass. */
  record Guest(String name) {}

  /** Whether anybody can pass. */
  static final class Doors {
    final AtomicBoolean open = new AtomicBoolean();
  }

  static final class PassDoor implements SagaDefinition<Guest, Void> {
    private final Doors doors;

    PassDoor(Doors doors) {
      this.doors = doors;
    }

    @Override
    public String name() {
      return "door.pass";
    }

    @Override
    public void define(SagaBuilder<Guest, Void> saga) {
      saga.onFailure(Recovery.REPROCESS);
      saga.remote("look", run -> {}).readOnly();
      saga.remote(
              "pass",
              String.class,
              run -> {
                if (!doors.open.get()) {
                  throw new OutcomeException(
                      new Outcome.Rejected(Failure.of("door.closed", "The door is closed")),
                      "closed");
                }
                return run.input().name();
              })
          .idempotent()
          .nothingToUndo()
          .api(new Api("door.pass", "POST", "/doors/{id}"));
      saga.remote("greet", run -> {}).idempotent().nothingToUndo();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Doors doors() {
      return new Doors();
    }

    @Bean
    PassDoor passDoor(Doors doors) {
      return new PassDoor(doors);
    }
  }
}
