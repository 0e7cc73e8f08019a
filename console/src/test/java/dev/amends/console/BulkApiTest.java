package dev.amends.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.error.StoreUnavailableException;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BulkApiTest {
  private static final String RESUME = "/amends/api/sagas/resume";

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

  /** 300 parked sagas of two types and reasons, and 300 that run. */
  @BeforeEach
  void reset() {
    query.reset();
    operator.reset();
    for (int i = 0; i < 300; i++) {
      query.sagas.add(
          Samples.saga(
              i,
              i % 3 == 0 ? "project.remove" : "project.create",
              SagaStatus.PARKED,
              i % 2 == 0 ? ParkReason.STEP_FAILED : ParkReason.UNKNOWN_OUTCOME,
              5));
      query.sagas.add(Samples.saga(1_000 + i, "project.create", SagaStatus.RUNNING, null, 5));
    }
  }

  @Test
  void resumesAllThatTheFilterFindsAlsoBeyondOnePage() {
    JsonNode outcome =
        http.post(RESUME, "{\"parkReason\":\"STEP_FAILED\",\"limit\":1000,\"reason\":\"fixed\"}")
            .json();

    assertThat(outcome.get("matched").intValue()).isEqualTo(150);
    assertThat(outcome.get("accepted").intValue()).isEqualTo(150);
    assertThat(outcome.get("more").booleanValue()).isFalse();
    assertThat(outcome.get("items").get(0).toString())
        .isEqualTo(
            "{\"id\":\"00000000-0000-7000-8000-000000000000\",\"type\":\"project.remove\","
                + "\"key\":\"key-0\",\"reason\":\"STEP_FAILED\",\"outcome\":\"accepted\"}");
    assertThat(operator.given)
        .hasSize(150)
        .allSatisfy(
            given -> {
              assertThat(given.action()).isEqualTo("resume");
              assertThat(given.order().reason()).isEqualTo("fixed");
              assertThat(given.order().actor().name()).isEqualTo("operator");
            });
    assertThat(operator.given.stream().map(given -> given.order().saga()).distinct()).hasSize(150);
  }

  @Test
  void aDryRunOnlyTells() {
    JsonNode outcome =
        http.post(RESUME, "{\"type\":\"project.remove\",\"status\":\"PARKED\",\"dryRun\":true}")
            .json();

    assertThat(outcome.get("dryRun").booleanValue()).isTrue();
    assertThat(outcome.get("matched").intValue()).isEqualTo(100);
    assertThat(outcome.get("more").booleanValue()).isFalse();
    assertThat(outcome.get("accepted").intValue()).isZero();
    assertThat(outcome.get("items").get(0).get("outcome").stringValue()).isEqualTo("preview");
    assertThat(operator.given).isEmpty();
  }

  @Test
  void saysThatThereAreMoreThanTheLimit() {
    JsonNode outcome = http.post(RESUME, "{\"limit\":10,\"dryRun\":true}").json();

    assertThat(outcome.get("matched").intValue()).isEqualTo(10);
    assertThat(outcome.get("more").booleanValue()).isTrue();
    JsonNode usual = http.post(RESUME, "{\"dryRun\":true}").json();
    assertThat(usual.get("matched").intValue()).isEqualTo(100);
  }

  @Test
  void doesNothingWhenTheNumberIsNotWhatThePreviewSaid() {
    Http.Reply reply = http.post(RESUME, "{\"limit\":1000,\"expected\":299}");

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("bulk.changed");
    assertThat(operator.given).isEmpty();
    assertThat(http.post(RESUME, "{\"limit\":1000,\"expected\":300}").status()).isEqualTo(200);
    assertThat(operator.given).hasSize(300);
  }

  @Test
  void tellsOfEachWhatCameOfIt() {
    operator.answer =
        order -> order.saga().equals(Samples.id(1)) ? Answer.NOT_PARKED : Answer.ACCEPTED;

    JsonNode outcome = http.post(RESUME, "{\"limit\":3}").json();

    assertThat(outcome.get("accepted").intValue()).isEqualTo(2);
    assertThat(outcome.get("items").valueStream().map(item -> item.get("outcome").stringValue()))
        .containsExactly("accepted", "saga.not-parked", "accepted");
  }

  @Test
  void keepsTellingWhatWasDoneWhenTheDatabaseGoesAway() {
    operator.answer =
        order -> {
          if (order.saga().equals(Samples.id(1))) {
            throw new StoreUnavailableException("gone");
          }
          return Answer.ACCEPTED;
        };

    Http.Reply reply = http.post(RESUME, "{\"limit\":4}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(
            reply.json().get("items").valueStream().map(item -> item.get("outcome").stringValue()))
        .containsExactly("accepted", "store.unavailable", "untried", "untried");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":\"RUNNING\"}|body.invalid status",
        "{\"status\":\"STUCK\"}|body.invalid status",
        "{\"parkReason\":\"BORED\"}|body.invalid parkReason",
        "{\"parkReason\":1}|body.invalid parkReason",
        "{\"type\":\"No Such\"}|body.invalid type",
        "{\"limit\":0}|body.invalid limit",
        "{\"limit\":1001}|body.invalid limit",
        "{\"limit\":\"10\"}|body.invalid limit",
        "{\"limit\":1.5}|body.invalid limit",
        "{\"stauts\":\"PARKED\"}|body.invalid stauts",
        "{\"dryRun\":\"yes\"}|body.invalid dryRun",
        "{\"key\":\"a\\u0000\"}|body.invalid key"
      })
  void refusesAFilterThatIsWrong(String body, String problem) {
    Http.Reply reply = http.post(RESUME, body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.codeAndField()).isEqualTo(problem);
    assertThat(operator.given).isEmpty();
  }
}
