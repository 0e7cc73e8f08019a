package dev.amends.internal.care;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.error.StoreUnavailableException;
import dev.amends.internal.time.SteppedScheduler;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Retention;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One chunk at a time, in order, with rests between. */
class RemovalPaceTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<String> asked = new ArrayList<>();
  private final Deque<Retention.Chunk> chunks = new ArrayDeque<>();
  private long nanos;
  private Duration takes = Duration.ZERO;
  private boolean leased = true;
  private boolean away;
  private final Removal removal =
      new Removal(
          new Scripted(), Retention.Keep.DEFAULT, () -> leased, new SteppedScheduler(() -> nanos));

  private final class Scripted implements Retention {
    private Chunk next(String what) {
      asked.add(what);
      nanos += takes.toNanos();
      if (away) {
        throw new StoreUnavailableException("not now");
      }
      return chunks.isEmpty() ? new Chunk(0, null) : chunks.removeFirst();
    }

    @Override
    public Chunk journals(Keep keep, SagaAddress after, int limit) {
      return next("journals after " + after.number());
    }

    @Override
    public Chunk sagas(Duration keep, SagaAddress after, int limit) {
      return next("sagas after " + after.number());
    }

    @Override
    public int nodes(Duration age, int limit) {
      return next("nodes").sagas();
    }
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      removal.run();
    }
  }

  private static Retention.Chunk more(long number) {
    return new Retention.Chunk(3, new SagaAddress(number, 1));
  }

  @Test
  void goesOnWhereItStoppedAndBeginsAnewAfterARound() {
    chunks.addAll(List.of(more(7), new Retention.Chunk(1, null), more(9)));

    rounds(6);

    assertThat(asked)
        .containsExactly(
            "journals after 0",
            "journals after 7",
            "sagas after 0",
            "sagas after 9",
            "nodes",
            "journals after 0");
  }

  @Test
  void restsBetweenChunksLongerThanTheyTook() {
    chunks.addAll(List.of(more(7), more(8), more(9)));
    takes = ofMillis(50);
    rounds(1);
    assertThat(removal.pause()).isEqualTo(ofMillis(200));

    takes = Duration.ofMinutes(1);
    rounds(1);
    assertThat(removal.pause()).isEqualTo(Duration.ofSeconds(5));

    takes = Duration.ZERO;
    rounds(1);
    assertThat(removal.pause()).isEqualTo(ofMillis(20));
  }

  @Test
  void restsLongBetweenRoundsAndNotAlwaysEqually() {
    rounds(3);

    Duration first = removal.pause();
    assertThat(first).isBetween(LONG, LONG.multipliedBy(3));
    assertThat(List.of(removal.pause(), removal.pause(), removal.pause()))
        .anyMatch(pause -> !pause.equals(first));
  }

  @Test
  void asksNothingWithoutALease() {
    leased = false;

    rounds(3);

    assertThat(asked).isEmpty();
    assertThat(removal.pause()).isGreaterThanOrEqualTo(LONG);
  }

  @Test
  void leavesTheRestToALaterRoundWhenTheDatabaseIsAway() {
    chunks.add(more(7));
    rounds(1);
    away = true;

    rounds(1);
    assertThat(removal.pause()).isGreaterThanOrEqualTo(LONG);

    away = false;
    rounds(1);
    assertThat(asked).endsWith("journals after 7", "journals after 0");
  }
}
