package dev.amends.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.error.EngineNotRunningException;
import dev.amends.error.StoreUnavailableException;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.query.EntryView;
import dev.amends.query.SagaView;
import dev.amends.spi.Audit;
import dev.amends.spi.Leases;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SagaApiTest {
  private static Server server;
  private static Http http;
  private static FakeQuery query;

  @BeforeAll
  static void start() {
    server = Server.start(FakeEngine.class);
    http = server.http();
    query = FakeEngine.query(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void reset() {
    query.reset();
    for (int i = 0; i < 60; i++) {
      query.sagas.add(Samples.parked(i, 7));
    }
  }

  @Test
  void listsFiftyUnlessToldOtherwiseAndSaysHowToGoOn() {
    Http.Reply first = http.get("/amends/api/sagas");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().get("items").size()).isEqualTo(50);
    String next = first.json().get("next").stringValue();
    JsonNode second = http.get("/amends/api/sagas?after=" + next).json();
    assertThat(second.get("items").size()).isEqualTo(10);
    assertThat(second.get("next").isNull()).isTrue();
  }

  @Test
  void anItemOfTheListHasTheseFieldsInThisOrder() {
    JsonNode item = http.get("/amends/api/sagas?limit=1").json().get("items").get(0);

    assertThat(item.toString())
        .isEqualTo(
            "{\"id\":\"00000000-0000-7000-8000-000000000000\",\"type\":\"project.create\",\"key\":\"key-0\","
                + "\"status\":\"PARKED\",\"reason\":\"STEP_FAILED\",\"startedAt\":\"2026-03-01T12:00:00Z\","
                + "\"endedAt\":null}");
  }

  @Test
  void passesAllFiltersOn() {
    assertThat(
            http.get(
                    "/amends/api/sagas?type=project.create&status=PARKED&key=a%20%26b&after=3&limit=200")
                .status())
        .isEqualTo(200);

    assertThat(query.asked)
        .containsExactly(
            new FakeQuery.Asked("project.create", SagaStatus.PARKED, "a &b", "3", 200));
  }

  @Test
  void anEmptyParameterCountsAsAbsent() {
    assertThat(http.get("/amends/api/sagas?type=&status=&key=&after=&limit=").status())
        .isEqualTo(200);

    assertThat(query.asked).containsExactly(new FakeQuery.Asked(null, null, null, null, 50));
  }

  @Test
  void listsSagasOfATypeThatNobodyDefines() {
    query.sagas.add(0, Samples.saga(99, "of.old", SagaStatus.PARKED, ParkReason.STEP_FAILED, 3));

    JsonNode items = http.get("/amends/api/sagas?type=of.old").json().get("items");

    assertThat(items.size()).isEqualTo(1);
    assertThat(http.get("/amends/api/sagas?type=never.seen").json().get("items").size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "status=STUCK, parameter.invalid status",
    "status=parked, parameter.invalid status",
    "type=Project, parameter.invalid type",
    "type=a%20b, parameter.invalid type",
    "type=%3Cscript%3E, parameter.invalid type",
    "limit=0, parameter.invalid limit",
    "limit=201, parameter.invalid limit",
    "limit=-1, parameter.invalid limit",
    "limit=ten, parameter.invalid limit",
    "limit=99999999999999999999, parameter.invalid limit",
    "limit=%D9%A1, parameter.invalid limit",
    "after=nonsense, parameter.invalid after",
    "after=%27%20OR%201%3D1, parameter.invalid after",
    "key=a%00b, parameter.invalid key",
    "stauts=PARKED, parameter.unknown stauts",
    "limit=5&limit=6, parameter.invalid limit"
  })
  void refusesAParameterByName(String parameters, String problem) {
    Http.Reply reply = http.get("/amends/api/sagas?" + parameters);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.codeAndField()).isEqualTo(problem);
  }

  @Test
  void refusesAKeyThatIsTooLong() {
    assertThat(http.get("/amends/api/sagas?key=" + "k".repeat(200)).status()).isEqualTo(200);
    assertThat(http.get("/amends/api/sagas?key=" + "k".repeat(201)).codeAndField())
        .isEqualTo("parameter.invalid key");
  }

  @Test
  void showsASagaWithItsPositionAsETag() {
    Http.Reply reply = http.get("/amends/api/sagas/" + Samples.id(3));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("ETag")).isEqualTo("\"7\"");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.json().toString())
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"id": "00000000-0000-7000-8000-000000000003", "type": "project.create", "key": "key-3",
                     "status": "PARKED", "reason": "STEP_FAILED", "position": 7, "pickedUp": true,
                     "detailsRemoved": false,
                     "steps": [
                       {"name": "row", "kind": "LOCAL", "group": null, "status": "SUCCESS", "attempts": 1,
                        "error": null, "api": null, "updatedAt": "2026-03-01T12:00:01Z", "updatedBy": null,
                        "result": {"id": 7, "price": 1.10}, "child": null},
                       {"name": "team", "kind": "REMOTE", "group": "teams", "status": "FAILED", "attempts": 4,
                        "error": {"code": "timeout", "message": "No answer", "httpStatus": null,
                                  "remoteCode": null},
                        "api": {"name": "mattermost.create-team", "method": "POST", "url": "/api/v4/teams"},
                        "updatedAt": "2026-03-01T12:00:05Z", "updatedBy": "anna", "result": null,
                        "child": null}],
                     "cause": {"code": "http.422", "message": "Team exists", "httpStatus": 422,
                               "remoteCode": "store.team.exists"},
                     "causeStep": "team", "startedAt": "2026-03-01T12:00:00Z",
                     "updatedAt": "2026-03-01T12:00:05Z", "endedAt": null,
                     "input": {"name": "apollo", "token": "***"}, "output": null,
                     "context": {"correlationId": "c-1"}, "parent": null}
                    """)
                .toString());
  }

  @Test
  void saysThatTheDetailsOfASagaWereRemoved() {
    query.replace(Samples.saga(3, "project.create", SagaStatus.SUCCEEDED, null, 0));

    Http.Reply reply = http.get("/amends/api/sagas/" + Samples.id(3));

    assertThat(reply.json().get("detailsRemoved").booleanValue()).isTrue();
  }

  @Test
  void aNumberOfAPayloadKeepsItsDigits() {
    assertThat(http.get("/amends/api/sagas/" + Samples.id(3)).body()).contains("\"price\":1.10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{\"a\":1} {\"b\":2}",
        "{\"a\":1",
        "NaN",
        " ",
        "</script><script>alert(1)</script>",
        "{\"a\":\"unfinished"
      })
  void aPayloadThatIsNoJsonIsShownAsText(String stored) {
    query.replace(Samples.with(query.sagas.get(3), "k", stored));

    Http.Reply reply = http.get("/amends/api/sagas/" + Samples.id(3));

    assertThat(reply.json().get("input").stringValue()).isEqualTo(stored);
  }

  @Test
  void aPayloadOfNoBytesIsNull() {
    query.replace(Samples.with(query.sagas.get(3), "k", ""));

    assertThat(http.get("/amends/api/sagas/" + Samples.id(3)).json().get("input").isNull())
        .isTrue();
  }

  @Test
  void aPayloadThatIsNestedTooDeeplyIsShownAsText() {
    String stored = "[".repeat(10_000) + "]".repeat(10_000);
    query.replace(Samples.with(query.sagas.get(3), "k", stored));

    Http.Reply reply = http.get("/amends/api/sagas/" + Samples.id(3));

    assertThat(reply.json().get("input").stringValue()).isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "';alert(String.fromCharCode(88,83,83))//",
        "javascript:alert(1)",
        "<svg/onload=alert(1)>",
        "{{constructor.constructor('alert(1)')()}}",
        "${7*7}#{7*7}",
        "\\\"});alert(1);({\"",
        "</title><script>alert(1)</script>",
        "\u2028\u2029\u0001\u001b[31m\r\nSet-Cookie: a=b",
        "\u202egnp.exe",
        "=cmd|' /C calc'!A0",
        "😀 ünïcödé"
      })
  void passesWhateverIsStoredThroughUnharmed(String stored) {
    query.replace(
        Samples.with(
            query.sagas.get(3), stored, new JsonMapper().writeValueAsString(List.of(stored))));

    Http.Reply reply = http.get("/amends/api/sagas/" + Samples.id(3));

    JsonNode saga = reply.json();
    assertThat(saga.get("key").stringValue()).isEqualTo(stored);
    assertThat(saga.get("input").get(0).stringValue()).isEqualTo(stored);
    assertThat(saga.get("cause").get("message").stringValue()).isEqualTo(stored);
    assertThat(saga.get("context").get(stored).stringValue()).isEqualTo(stored);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Set-Cookie")).isNull();
  }

  @Test
  void halfASurrogatePairDoesNotBreakTheAnswer() {
    query.replace(Samples.with(query.sagas.get(3), "a\uD800b", "\"\uDC00\""));

    Http.Reply reply = http.get("/amends/api/sagas/" + Samples.id(3));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("status").stringValue()).isEqualTo("PARKED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-7000-8000-00000000dead",
        "1-1-1-1-1",
        "not-an-id",
        "%27",
        "00000000-0000-7000-8000-000000000003x"
      })
  void aSagaThatIsNotThereIsNotFound(String id) {
    for (String below : List.of("", "/journal", "/audit")) {
      Http.Reply reply = http.get("/amends/api/sagas/" + id + below);

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.code()).isEqualTo("saga.not-found");
    }
  }

  @Test
  void showsTheJournalInPages() {
    query.journals.put(
        Samples.id(3),
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                position ->
                    new EntryView(
                        position,
                        Samples.NOON,
                        11,
                        List.of(
                            new EntryView.FactView("Started", null, "by <b>anna</b>"),
                            new EntryView.FactView("AttemptFailed", "team", "timeout"))))
            .toList());
    String path = "/amends/api/sagas/" + Samples.id(3) + "/journal";

    JsonNode all = http.get(path).json();
    JsonNode page = http.get(path + "?after=1&limit=2").json();

    assertThat(all.get("items").size()).isEqualTo(5);
    assertThat(all.get("next").isNull()).isTrue();
    assertThat(all.get("items").get(0).toString())
        .isEqualTo(
            "{\"position\":1,\"at\":\"2026-03-01T12:00:00Z\",\"writer\":11,\"facts\":["
                + "{\"kind\":\"Started\",\"step\":null,\"text\":\"by <b>anna</b>\"},"
                + "{\"kind\":\"AttemptFailed\",\"step\":\"team\",\"text\":\"timeout\"}]}");
    assertThat(page.get("items").valueStream().map(entry -> entry.get("position").intValue()))
        .containsExactly(2, 3);
    assertThat(page.get("next").stringValue()).isEqualTo("3");
    assertThat(http.get(path + "?after=x").codeAndField()).isEqualTo("parameter.invalid after");
    assertThat(http.get(path + "?limit=1001").codeAndField()).isEqualTo("parameter.invalid limit");
  }

  @Test
  void aSagaWhoseJournalWasDroppedHasAnEmptyOne() {
    Http.Reply reply = http.get("/amends/api/sagas/" + Samples.id(3) + "/journal");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("items").size()).isZero();
  }

  @Test
  void showsWhoDidWhat() {
    query.audits.add(
        new Audit(Samples.NOON, "anna", "resume", Samples.id(3), null, "it was full", "ACCEPTED"));

    JsonNode audit = http.get("/amends/api/sagas/" + Samples.id(3) + "/audit").json();

    assertThat(audit.toString())
        .isEqualTo(
            "{\"items\":[{\"at\":\"2026-03-01T12:00:00Z\",\"actor\":\"anna\",\"action\":\"resume\","
                + "\"step\":null,\"reason\":\"it was full\",\"answer\":\"ACCEPTED\"}],\"next\":null}");
  }

  @Test
  void showsNodes() {
    query.nodes.add(
        new Leases.Node(
            12, "web-1", Leases.NodeState.LIVE, Samples.NOON.plusSeconds(10), Samples.NOON, null));

    assertThat(http.get("/amends/api/nodes").body())
        .isEqualTo(
            "{\"items\":[{\"incarnation\":12,\"name\":\"web-1\",\"state\":\"LIVE\","
                + "\"leaseEnd\":\"2026-03-01T12:00:10Z\",\"startedAt\":\"2026-03-01T12:00:00Z\","
                + "\"endedAt\":null}],\"next\":null}");
  }

  @Test
  void countsWhatIsUnfinished() {
    query.sagas.add(Samples.saga(70, "a", SagaStatus.RUNNING, null, 1));
    query.sagas.add(Samples.saga(71, "a", SagaStatus.SUCCEEDED, null, 1));

    assertThat(http.get("/amends/api/summary").body())
        .isEqualTo("{\"unfinished\":{\"RUNNING\":1,\"COMPENSATING\":0,\"PARKED\":60}}");
  }

  @Test
  void showsDefinitionsAndTheApisThatTheyCall() {
    JsonNode definitions = http.get("/amends/api/definitions").json().get("items");
    JsonNode apis = http.get("/amends/api/apis").json().get("items");

    assertThat(definitions.valueStream().map(each -> each.get("type").stringValue()))
        .containsExactly("project.create", "project.remove");
    assertThat(definitions.get(0).get("steps").get(2).toString())
        .isEqualTo(
            "{\"name\":\"channel\",\"kind\":\"REMOTE\",\"safety\":\"IDEMPOTENT\",\"group\":\"channels\",\"api\":"
                + "{\"name\":\"mattermost.create-channel\",\"method\":\"POST\",\"url\":\"/api/v4/channels\"},\"traits\":[]}");
    assertThat(apis.valueStream().map(each -> each.get("name").stringValue()))
        .containsExactly("mattermost.create-channel", "mattermost.create-team");
    assertThat(apis.get(1).get("usedBy").toString())
        .isEqualTo(
            "[{\"type\":\"project.create\",\"step\":\"team\"},"
                + "{\"type\":\"project.remove\",\"step\":\"team-again\"}]");
  }

  @Test
  void whatIsNotThereIsAProblemToo() {
    assertThat(http.get("/amends/api/nothing").code()).isEqualTo("path.not-found");
    assertThat(http.get("/amends/api/sagas/").code()).isEqualTo("path.not-found");
    assertThat(http.get("/amends/API/sagas").code()).isEqualTo("path.not-found");
    Http.Reply put = http.send("PUT", "/amends/api/sagas", Http.OPERATOR, "{}");
    assertThat(put.status()).isEqualTo(405);
    assertThat(put.code()).isEqualTo("method.not-allowed");
    assertThat(put.header("Allow")).contains("GET");
  }

  @Test
  void answersJsonWhateverTheClientSaysItTakes() {
    Http.Reply reply =
        http.get(
            "/amends/api/sagas",
            java.util.Map.of(
                "Authorization", Http.OPERATOR.get("Authorization"), "Accept", "text/html"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void aDatabaseThatIsAwayIs503AndSaysNothingOfIt() {
    query.failure =
        new StoreUnavailableException("Connection to jdbc:postgresql://db?password=CANARY refused");

    for (String path : List.of("sagas", "sagas/" + Samples.id(1), "nodes", "summary")) {
      Http.Reply reply = http.get("/amends/api/" + path);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.code()).isEqualTo("store.unavailable");
      assertThat(reply.header("Retry-After")).isEqualTo("5");
      assertThat(reply.body()).doesNotContain("CANARY");
    }
    query.failure = new EngineNotRunningException("not yet");
    assertThat(http.get("/amends/api/sagas").code()).isEqualTo("engine.not-running");
  }

  @Test
  void aFailureThatNobodyExpectedSaysNothingOfItself() {
    query.failure = new IllegalStateException("CANARY at com.example.Secret");

    Http.Reply reply = http.get("/amends/api/sagas");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.code()).isEqualTo("internal");
    assertThat(reply.body()).doesNotContain("CANARY").doesNotContain("Exception");
  }

  @Test
  void anUnchangedSagaIsNotSentAgain() {
    Http.Reply reply =
        http.get(
            "/amends/api/sagas/" + Samples.id(3),
            java.util.Map.of(
                "Authorization", Http.OPERATOR.get("Authorization"), "If-None-Match", "\"7\""));

    assertThat(reply.status()).isEqualTo(304);
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void aKeyIsFoundWhateverItsCharacters() {
    SagaView odd = Samples.with(query.sagas.get(3), "ключ/ü+ &;%", "{}");
    query.replace(odd);

    JsonNode items =
        http.get(
                "/amends/api/sagas?key=" + URLEncoder.encode("ключ/ü+ &;%", StandardCharsets.UTF_8))
            .json()
            .get("items");

    assertThat(items.size()).isEqualTo(1);
  }
}
