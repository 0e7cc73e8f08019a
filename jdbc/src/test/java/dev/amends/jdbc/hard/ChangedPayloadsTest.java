package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.Signal;
import dev.amends.jdbc.hard.Sale.Color;
import dev.amends.jdbc.hard.Sale.Reader;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Answer;
import dev.amends.query.SagaSummary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * T10, P5: a new release cannot read what the last one stored, because an enum's value is gone.
 * Whichever code finds out, the saga parks with nothing done or undone, its bytes stay, and it goes
 * on where it was once a release can read them again. A field that is gone harms nobody.
 */
@Timeout(90)
class ChangedPayloadsTest extends HardCells {
  private static final String FIRST_FACTS =
      "SELECT hashtext(encode(facts, 'hex')) FROM amends_journal WHERE seq = 1 ORDER BY saga";

  @Override
  String type() {
    return Sale.TYPE;
  }

  @ParameterizedTest(name = "read by {0}")
  @EnumSource
  void aValueThatIsGoneParksTheSagaUntilItIsBack(Reader reader) {
    HardNode before = nodeOf(steps -> new Sale.Before(reader, steps));
    sell(before, "good", Color.RED);
    sell(before, "bad", Color.BLUE);
    before.amends.stop(Duration.ofSeconds(2));
    List<Long> stored = tables.numbers(FIRST_FACTS);
    SagaStatus end = reader.undoes() ? SagaStatus.COMPENSATED : SagaStatus.SUCCEEDED;

    HardNode now = nodeOf(steps -> new Sale.Now(reader, steps));
    for (String key : acknowledged) {
      now.amends.sagas().signal(Sale.Now.class, key, Signal.of("paid", "p-1"));
    }
    settles(now, "good", end);
    settles(now, "bad", SagaStatus.PARKED);
    assertThat(view(now, "bad").reason()).isEqualTo(ParkReason.PAYLOAD_UNREADABLE);
    if (!reader.undoes()) {
      assertThat(view(now, "bad").cause().message()).contains("color");
    }
    assertThat(now.amends.query().list(null, null, null, null, 10).items())
        .extracting(SagaSummary::key)
        .containsExactlyInAnyOrder("good", "bad");
    now.amends.stop(Duration.ofSeconds(2));

    HardNode again = nodeOf(steps -> new Sale.Before(reader, steps));
    assertThat(again.amends.operator().resume(HardNode.order(view(again, "bad").id())))
        .isEqualTo(Answer.ACCEPTED);
    settles(again, "bad", end);
    assertThat(tables.numbers(FIRST_FACTS)).as("the stored bytes").isEqualTo(stored);
    reckon(again);
  }

  private void sell(HardNode node, String key, Color color) {
    Sale.Order order = new Sale.Order(key, color, "a note");
    assertThat(node.amends.sagas().start(Sale.Before.class, key, order).created()).isTrue();
    acknowledged.add(key);
    eventually("it waits", () -> tables.booked(key, "row") == 1);
  }
}
