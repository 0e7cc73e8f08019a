package dev.amends.jdbc.hard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.error.PayloadUnreadableException;
import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.ParkReason;
import dev.amends.journal.Payload;
import dev.amends.journal.SagaStatus;
import dev.amends.query.SagaSummary;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T10: JSON of ten thousand levels, which would overflow a reader's stack. */
@Timeout(90)
class DeepPayloadsTest extends HardCells {
  private static final int LEVELS = 10_000;

  record Nest(@Nullable Nest inner) {
    static Nest of(int levels) {
      Nest nest = new Nest(null);
      for (int i = 1; i < levels; i++) {
        nest = new Nest(nest);
      }
      return nest;
    }
  }

  /** Calls, waits, and calls with what it was started with. */
  private record Nesting(Steps steps, int levelsOfResult) implements SagaDefinition<Nest, Void> {
    @Override
    public String name() {
      return "nesting";
    }

    @Override
    public void define(SagaBuilder<Nest, Void> saga) {
      saga.remote(
              "call",
              Nest.class,
              run -> {
                String unused = steps.outside.act("call", run);
                return Nest.of(levelsOfResult);
              })
          .idempotent()
          .compensateUnknown(run -> steps.outside.undo("call", run));
      saga.await("paid", String.class, Duration.ofMillis(2_500));
      saga.remote("last", Nest.class, run -> run.input()).readOnly();
    }
  }

  @Override
  String type() {
    return "nesting";
  }

  @Test
  void aDeepInputIsRefusedBeforeAnyCall() {
    HardNode node = nodeOf(steps -> new Nesting(steps, 1));
    assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(() -> node.amends.sagas().start(Nesting.class, "k", Nest.of(LEVELS)));
    assertThat(tables.numbers("SELECT number FROM amends_saga")).isEmpty();
    assertThat(outside.calls("k")).isEmpty();
  }

  @Test
  void aDeepResultParksTheSagaAndIsNotCalledForAgain() {
    HardNode node = nodeOf(steps -> new Nesting(steps, LEVELS));
    begin(node, "k");
    settles(node, "k", SagaStatus.PARKED);
    assertThat(view(node, "k").reason()).isEqualTo(ParkReason.PAYLOAD_UNREADABLE);
    assertThat(outside.calls("k")).hasSize(1);
  }

  @Test
  void whatIsStoredDeepIsShownAsFarAsItCanBeAndHarmsNobodyElse() {
    HardNode first = nodeOf(steps -> new Nesting(steps, 1));
    for (String key : List.of("a", "bad", "z")) {
      begin(first, key);
      eventually("it waits", () -> outside.net("call", key) == 1);
    }
    first.amends.stop(Duration.ofSeconds(2));
    String json = "{\"inner\":".repeat(LEVELS) + "null" + "}".repeat(LEVELS);
    Payload deep = Payload.of(json.getBytes(UTF_8));
    byte[] facts = FactCodec.encode(List.of(new Fact.Started(deep, Map.of(), null, null)));
    tables.execute(
        """
        UPDATE amends_journal SET facts = '\\x%s'
        WHERE seq = 1 AND saga = (SELECT number FROM amends_saga WHERE saga_key = 'bad')
        """
            .formatted(HexFormat.of().formatHex(facts)));

    HardNode second = nodeOf(steps -> new Nesting(steps, 1));
    for (String key : List.of("a", "bad", "z")) {
      settles(second, key, SagaStatus.COMPENSATED);
    }
    assertThat(view(second, "bad").input()).contains("bytes that are no JSON");
    assertThat(second.amends.query().list(null, null, null, null, 10).items())
        .extracting(SagaSummary::key)
        .containsExactlyInAnyOrder("a", "bad", "z");
    reckon(second);
  }

  private void begin(HardNode node, String key) {
    assertThat(node.amends.sagas().start(Nesting.class, key, Nest.of(1)).created()).isTrue();
    acknowledged.add(key);
  }
}
