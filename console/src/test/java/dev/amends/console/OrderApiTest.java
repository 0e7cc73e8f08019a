package dev.amends.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.error.PayloadTooLargeException;
import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.journal.Actor;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Answer;
import dev.amends.operator.Order;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderApiTest {
  private static final String SAGA = "/amends/api/sagas/" + Samples.id(1);

  private static Server server;
  private static Http http;
  private static FakeQuery query;
  private static FakeOperator operator;

  @BeforeAll
  static void start() {
    server = Server.start(FakeEngine.class);
    http = server.http();
    query = FakeEngine.query(server);
    operator = FakeEngine.operator(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void reset() {
    query.reset();
    operator.reset();
    query.sagas.add(Samples.parked(1, 7));
  }

  static Stream<String> orders() {
    return Stream.of(
        SAGA + "/resume",
        SAGA + "/compensate",
        SAGA + "/cancel",
        SAGA + "/steps/team/done",
        SAGA + "/steps/team/skip",
        SAGA + "/input");
  }

  @Test
  void anAcceptedOrderAnswersWithTheSagasNewState() {
    operator.answer =
        order -> {
          query.replace(Samples.movedTo(query.sagas.get(0), SagaStatus.RUNNING, 8));
          return Answer.ACCEPTED;
        };

    Http.Reply reply =
        http.post(SAGA + "/resume", "{\"reason\":\"it was full\"}", "If-Match", "\"7\"");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("ETag")).isEqualTo("\"8\"");
    assertThat(reply.json().get("answer").stringValue()).isEqualTo("ACCEPTED");
    assertThat(reply.json().get("saga").get("status").stringValue()).isEqualTo("RUNNING");
    assertThat(reply.json().get("saga").get("position").intValue()).isEqualTo(8);
    assertThat(operator.given)
        .containsExactly(
            new FakeOperator.Given(
                "resume",
                new Order(Samples.id(1), Actor.of("operator"), "it was full", 7),
                null,
                null,
                null));
  }

  @Test
  void aCancelIsAcceptedButNotYetDone() {
    Http.Reply reply = http.post(SAGA + "/cancel", "{\"reason\":\"wrong customer\"}");

    assertThat(reply.status()).isEqualTo(202);
    assertThat(operator.last().action()).isEqualTo("cancel");
  }

  @Test
  void eachOrderReachesTheEngine() {
    orders().forEach(path -> http.post(path, body(path)));

    assertThat(operator.given.stream().map(FakeOperator.Given::action))
        .containsExactly("resume", "compensate", "cancel", "done", "skip", "input");
    assertThat(operator.given.get(3).step()).isEqualTo("team");
    assertThat(operator.given.get(4).step()).isEqualTo("team");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\": 5}|{\"id\":5}",
        "[1, 2]|[1,2]",
        "\"text\"|\"text\"",
        "1.10|1.10",
        "12345678901234567890123|12345678901234567890123",
        "null|null",
        "\"</script>\\u2028\"|\"</script>\u2028\"",
      })
  void aResultIsAnyJsonAndKeepsItsDigits(String given, String received) {
    Http.Reply reply =
        http.post(
            SAGA + "/steps/team/done",
            "{\"result\": %s, \"evidence\": \"seen\", \"reason\": \"r\"}".formatted(given));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(operator.last().json()).isEqualTo(received);
    assertThat(operator.last().evidence()).isEqualTo("seen");
  }

  @Test
  void aResultThatIsAbsentIsNull() {
    http.post(SAGA + "/steps/team/done", "{}");

    assertThat(operator.last().json()).isEqualTo("null");
    assertThat(operator.last().evidence()).isEmpty();
    assertThat(operator.last().order().reason()).isEmpty();
  }

  @Test
  void anInputIsWantedWhereItIsToBeChanged() {
    assertThat(http.post(SAGA + "/input", "{\"reason\":\"r\"}").codeAndField())
        .isEqualTo("body.invalid input");
    assertThat(operator.given).isEmpty();
    http.post(SAGA + "/input", "{\"input\":{\"name\":\"gemini\"}}");
    assertThat(operator.last().json()).isEqualTo("{\"name\":\"gemini\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"7\"', 7",
    "'W/\"7\"', 7",
    "' \"0\" ', 0",
    "'\"2147483647\"', 2147483647",
    "*, ",
  })
  void readsThePositionFromIfMatch(String header, Integer position) {
    assertThat(http.post(SAGA + "/resume", "{}", "If-Match", header).status()).isEqualTo(200);
    assertThat(operator.last().order().position()).isEqualTo(position);
  }

  @Test
  void withoutIfMatchThePositionIsWhateverItIs() {
    http.post(SAGA + "/resume", "{}");

    assertThat(operator.last().order().position()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "\"seven\"",
        "\"7",
        "\"-7\"",
        "\"07\"",
        "\"2147483648\"",
        "\"99999999999999999999\"",
        "\"7\", \"8\"",
        "\"7\", *",
        "w/\"7\"",
        "''",
        "\"\""
      })
  void refusesAnIfMatchThatNoGetGave(String header) {
    for (String path : orders().toList()) {
      Http.Reply reply = http.post(path, body(path), "If-Match", header);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.codeAndField()).isEqualTo("if-match.malformed If-Match");
    }
    assertThat(operator.given).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, 404, saga.not-found",
    "NOT_PARKED, 409, saga.not-parked",
    "MOVED_ON, 409, saga.moved-on",
    "TOO_LATE, 409, saga.too-late",
    "NOT_COMPENSATABLE, 409, saga.not-compensatable",
    "NO_SUCH_STEP, 404, step.not-found",
    "STEP_SETTLED, 409, step.settled",
    "UNREADABLE, 422, payload.unreadable",
    "STEP_UNKNOWN, 409, step.unknown",
    "DEFINITION_UNKNOWN, 409, definition.unknown"
  })
  void aRefusalIsAProblem(Answer answer, int status, String code) {
    operator.answer = order -> answer;

    for (String path : orders().toList()) {
      Http.Reply reply = http.post(path, body(path));
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.code()).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Answer.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ACCEPTED", "NOT_FOUND"})
  void aRefusalOfAnOrderForAnotherStateSaysThatTheSagaHasMovedOn(Answer answer) {
    operator.answer = order -> answer;

    for (String path : orders().toList()) {
      Http.Reply stale = http.post(path, body(path), "If-Match", "\"6\"");
      assertThat(stale.status()).isEqualTo(409);
      assertThat(stale.code()).isEqualTo("saga.moved-on");
    }
  }

  @Test
  void aRefusalOfAnOrderForThisStateSaysWhy() {
    operator.answer = order -> Answer.NOT_PARKED;

    assertThat(http.post(SAGA + "/resume", "{}", "If-Match", "\"7\"").code())
        .isEqualTo("saga.not-parked");
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void everyAnswerHasAStatus(Answer answer) {
    operator.answer = order -> answer;

    assertThat(http.post(SAGA + "/resume", "{}").status()).isNotEqualTo(500);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void whatIsNotJsonIsRefused(String path) {
    Map<String, String> headers = new HashMap<>(Http.OPERATOR);
    assertThat(http.send("POST", path, headers, body(path)).code()).isEqualTo("body.not-json");
    assertThat(http.send("POST", path, headers, HttpRequest.BodyPublishers.noBody()).code())
        .isEqualTo("body.not-json");
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "nonsense")) {
      headers.put("Content-Type", type);
      Http.Reply reply = http.send("POST", path, headers, body(path));
      assertThat(reply.status()).isEqualTo(415);
      assertThat(reply.code()).isEqualTo("body.not-json");
    }
    assertThat(operator.given).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"reason\":}",
        "null",
        "{} {}",
        "[]",
        "5",
        "{\"reason\":\"a\",\"reason\":\"b\"}",
        "{'reason':'a'}",
        "{\"reason\":\"a\" /* c */}",
        "\u0000"
      })
  void malformedJsonIsRefused(String body) {
    for (String path : orders().toList()) {
      Http.Reply reply = http.post(path, body);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.code()).isEqualTo("body.malformed");
    }
    assertThat(operator.given).isEmpty();
  }

  @Test
  void jsonThatIsNestedTooDeeplyIsRefused() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);

    assertThat(http.post(SAGA + "/input", "{\"input\":" + deep + "}").codeAndField())
        .isEqualTo("body.invalid input");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"raeson\":\"a\"}|body.invalid raeson",
        "{\"reason\":5}|body.invalid reason",
        "{\"reason\":{\"a\":1}}|body.invalid reason",
        "{\"reason\":\"a\\u0000b\"}|body.invalid reason",
        "{\"reason\":\"a\\ud800b\"}|body.invalid reason"
      })
  void aFieldThatIsWrongIsNamed(String body, String problem) {
    Http.Reply reply = http.post(SAGA + "/resume", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.codeAndField()).isEqualTo(problem);
    assertThat(operator.given).isEmpty();
  }

  @Test
  void aReasonHasALimit() {
    assertThat(http.post(SAGA + "/resume", reason("r".repeat(1_000))).status()).isEqualTo(200);
    assertThat(http.post(SAGA + "/resume", reason("r".repeat(1_001))).codeAndField())
        .isEqualTo("body.invalid reason");
    assertThat(
            http.post(SAGA + "/steps/a/done", "{\"evidence\":\"" + "e".repeat(2_001) + "\"}")
                .codeAndField())
        .isEqualTo("body.invalid evidence");
  }

  @Test
  void aStepOfAnImpossibleNameIsNotAskedFor() {
    assertThat(http.post(SAGA + "/steps/" + "s".repeat(201) + "/skip", "{}").code())
        .isEqualTo("step.not-found");
    assertThat(operator.given).isEmpty();
  }

  @Test
  void aSagaOfAnImpossibleIdIsNotAskedFor() {
    assertThat(http.post("/amends/api/sagas/nonsense/resume", "{}").code())
        .isEqualTo("saga.not-found");
    assertThat(operator.given).isEmpty();
  }

  @Test
  void anOrderThatIsOnRecordIsNotReportedAsFailedWhenTheSagaCannotBeRead() {
    operator.answer =
        order -> {
          query.failure = new StoreUnavailableException("gone");
          return Answer.ACCEPTED;
        };

    Http.Reply reply = http.post(SAGA + "/resume", "{}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("saga").isNull()).isTrue();
  }

  @Test
  void aLostAnswerOfTheDatabaseIsSaidToBeOne() {
    operator.answer =
        order -> {
          throw new UnknownCommitException("CANARY");
        };

    Http.Reply reply = http.post(SAGA + "/resume", "{}");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.code()).isEqualTo("store.commit-unknown");
    assertThat(reply.json().get("detail").stringValue()).contains("not known");
    assertThat(reply.body()).doesNotContain("CANARY");
  }

  @Test
  void aPayloadAboveTheEnginesLimitIs413() {
    operator.answer =
        order -> {
          throw new PayloadTooLargeException("1 MiB");
        };

    Http.Reply reply = http.post(SAGA + "/input", "{\"input\":1}");

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("payload.too-large");
  }

  private static String reason(String reason) {
    return "{\"reason\":\"" + reason + "\"}";
  }

  private static String body(String path) {
    return path.endsWith("/input") ? "{\"input\":{},\"reason\":\"r\"}" : "{\"reason\":\"r\"}";
  }
}
