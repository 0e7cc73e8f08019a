package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.amends.definition.Recovery;
import dev.amends.definition.SagaBuilder;
import dev.amends.error.PayloadTooLargeException;
import dev.amends.error.PayloadUnreadableException;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.query.SagaSummary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T10, O2, P5: payloads that cannot be stored, and stored ones that cannot be read any more. */
@Timeout(90)
class PoisonTest extends HardCells {
  private static final String FACTS =
      "SELECT hashtext(encode(facts, 'hex')) FROM amends_journal WHERE seq = 1 ORDER BY saga";

  private static void plain(SagaBuilder<String, String> saga, Steps steps) {
    steps.idempotent(saga, "call");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\ud800", "\udc00b"})
  void inputThatNoDatabaseKeepsIsRefusedBeforeAnyCall(String input) {
    HardNode node = node(PoisonTest::plain);
    assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(() -> node.amends.sagas().start(Script.class, "k", input));
    nothingHappened(node);
  }

  @Test
  void inputAboveTheLimitIsRefusedBeforeAnyCall() {
    HardNode node = node(PoisonTest::plain);
    String large = "x".repeat(HardNode.settings().payloadLimit());
    assertThatExceptionOfType(PayloadTooLargeException.class)
        .isThrownBy(() -> node.amends.sagas().start(Script.class, "k", large));
    nothingHappened(node);
  }

  private void nothingHappened(HardNode node) {
    assertThat(node.amends.sagas().find(Script.class, "k")).isEmpty();
    assertThat(outside.calls("k")).isEmpty();
    assertThat(tables.numbers("SELECT number FROM amends_saga")).isEmpty();
  }

  /** What happened is on record as something that nobody can read, and is not done again. */
  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "large"})
  void aResultThatCannotBeKeptParksTheSagaAndIsNotCalledForAgain(String result) {
    String given = "large".equals(result) ? "x".repeat(1 << 17) : result;
    HardNode node =
        node(
            (saga, steps) -> {
              saga.onFailure(Recovery.REPROCESS);
              saga.remote(
                      "call",
                      String.class,
                      run -> {
                        steps.outside.act("call", run);
                        return given;
                      })
                  .idempotent();
              steps.local(saga, "row");
            });
    start(node, "k");
    settles(node, "k", SagaStatus.PARKED);
    assertThat(view(node, "k").reason()).isEqualTo(ParkReason.PAYLOAD_UNREADABLE);
    assertThat(outside.calls("k")).hasSize(1);
    assertThat(tables.booked("k", "row")).isZero();
  }

  /**
   * The stored bytes stay as they are, and one bad saga spoils neither lists nor its neighbours.
   */
  @Test
  void bytesThatCannotBeReadStayAsTheyAreAndHarmNobodyElse() {
    Script.Body script =
        (saga, steps) -> {
          saga.await("paid", String.class, Duration.ofMillis(2_500));
          steps.idempotent(saga, "call");
        };
    HardNode first = node(script);
    for (String key : List.of("a", "bad", "z")) {
      start(first, key);
    }
    first.amends.stop(Duration.ofSeconds(2));
    tables.execute(
        """
        UPDATE amends_journal SET facts = '\\xdeadbeef'
        WHERE seq = 1 AND saga = (SELECT number FROM amends_saga WHERE saga_key = 'bad')
        """);
    List<Long> before = tables.numbers(FACTS);

    HardNode second = node(script);
    eventually("it is parked", () -> parked(second).equals(List.of("bad")));
    settles(second, "a", SagaStatus.COMPENSATED);
    settles(second, "z", SagaStatus.COMPENSATED);

    assertThat(tables.numbers(FACTS)).as("the stored bytes").isEqualTo(before);
    List<SagaSummary> listed = second.amends.query().list(null, null, null, null, 100).items();
    assertThat(listed).extracting(SagaSummary::key).contains("a", "bad", "z");
    assertThat(listed)
        .filteredOn(one -> "bad".equals(one.key()))
        .extracting(SagaSummary::reason)
        .containsExactly(ParkReason.PAYLOAD_UNREADABLE);
    assertThat(outside.calls("bad")).isEmpty();
  }

  private static List<String> parked(HardNode node) {
    return node.amends.query().list(null, SagaStatus.PARKED, null, null, 100).items().stream()
        .map(SagaSummary::key)
        .toList();
  }
}
