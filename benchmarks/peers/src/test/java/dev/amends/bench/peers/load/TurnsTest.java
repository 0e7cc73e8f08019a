package dev.amends.bench.peers.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.bench.database.Server;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  @Test
  void keepsSoManyInFlight() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Callers.Call call =
        unit -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          atOnce.decrementAndGet();
        };
    try (Turns turns = begin((server, inFlight, ends) -> callers(call, ends), 3)) {
      while (turns.progress().done() < 1000) {
        Thread.onSpinWait();
      }
      turns.finish();
      assertThat(most.get()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void aFailureComesOut() throws Exception {
    Callers.Call call =
        unit -> {
          throw new IllegalArgumentException("unit " + unit);
        };
    try (Turns turns = begin((server, inFlight, ends) -> callers(call, ends), 1)) {
      assertThatThrownBy(turns::finish).hasMessageContaining("unit 1");
    }
  }

  @Test
  void anEndThatIsToldTwiceIsAFailure() throws Exception {
    try (Turns turns = begin((server, inFlight, ends) -> new TellsTwice(ends), 1)) {
      assertThatThrownBy(turns::finish).hasMessageContaining("ended twice");
    }
  }

  /** None of these peers looks at the server. */
  private static Turns begin(Opening opening, int inFlight) throws Exception {
    Server none = null;
    return Turns.begin(opening, none, inFlight);
  }

  private static Peer callers(Callers.Call call, Ends ends) {
    return new Callers(8, ends, call, () -> {});
  }

  private record TellsTwice(Ends ends) implements Peer {
    @Override
    public void begin(long unit) {
      if (unit == 1) {
        ends.ended(unit);
        ends.ended(unit);
      }
    }

    @Override
    public void close() {}
  }
}
