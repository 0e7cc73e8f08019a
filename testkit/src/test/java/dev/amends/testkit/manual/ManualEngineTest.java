package dev.amends.testkit.manual;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.RunResult;
import dev.amends.Signal;
import dev.amends.journal.Actor;
import dev.amends.journal.StepStatus;
import dev.amends.operator.Answer;
import dev.amends.operator.Order;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@AmendsTest
class ManualEngineTest {
  private final Trip trip = new Trip();
  private ManualEngine engine;

  @Test
  void nothingHappensUnlessTheTestSaysSo() {
    engine.start(Trip.class, "t1", "ann");
    assertThat(trip.hotel).isEmpty();
    engine.drain();
    assertThat(trip.hotel).containsExactly("ann");
    engine.assertThat(Trip.class, "t1").running().step("hotel", StepStatus.SUCCESS);
    engine.signal(Trip.class, "t1", Signal.of("paid", "100"));
    engine.drain();
    engine
        .assertThat(Trip.class, "t1")
        .succeeded()
        .facts()
        .containsExactly("Started", "Succeeded", "Signalled", "Ended");
  }

  @Test
  void timePassesOnlyByHand(ManualEngine same) {
    assertThat(same).isSameAs(engine);
    trip.failures = 1;
    Instant begun = engine.now();
    engine.start(Trip.class, "t1", "ann");
    engine.drain();
    engine.assertThat(Trip.class, "t1").step("hotel", StepStatus.RUNNING).attempts("hotel", 1);
    engine.advance(Duration.ofMillis(900));
    assertThat(trip.hotel).isEmpty();
    engine.advance(ofSeconds(2));
    assertThat(trip.hotel).containsExactly("ann");
    assertThat(engine.now()).isEqualTo(begun.plusMillis(2_900));
  }

  @Test
  void settlesThroughAllTimers() {
    Instant begun = engine.now();
    engine.start(Trip.class, "t1", "ann");
    engine.settle();
    engine
        .assertThat(Trip.class, "t1")
        .compensated()
        .because("signal-missing")
        .step("hotel", StepStatus.COMPENSATED);
    assertThat(trip.hotel).isEmpty();
    assertThat(Duration.between(begun, engine.now())).isBetween(ofHours(6), ofHours(7));
  }

  @Test
  void waitsWithoutRealTime() {
    trip.failures = 9;
    assertThat(engine.run(Trip.class, "t1", "ann"))
        .isInstanceOfSatisfying(
            RunResult.Undone.class, undone -> assertThat(undone.cause().code()).isEqualTo("down"));
  }

  @Test
  void aCrashedProcessIsFollowedByAnother() {
    engine.start(Trip.class, "t1", "ann");
    engine.crash();
    engine.signal(Trip.class, "t1", Signal.of("paid", "100"));
    engine.settle();
    engine.assertThat(Trip.class, "t1").succeeded().facts().contains("Adopted");
    assertThat(trip.hotel).containsExactly("ann");
  }

  @Test
  void aPersonMayDecide() {
    var handle = engine.start(Trip.class, "t1", "ann");
    engine.drain();
    Order order = Order.on(handle.id(), Actor.of("bob"), "not wanted");
    assertThat(engine.operator().cancel(order)).isEqualTo(Answer.ACCEPTED);
    engine.settle();
    engine.assertThat(Trip.class, "t1").compensated().because("cancelled");
  }

  @Test
  void saysWhatIsNotSoAndWhatHappened() {
    engine.start(Trip.class, "t1", "ann");
    engine.drain();
    SagaAssert saga = engine.assertThat(Trip.class, "t1");
    assertThatThrownBy(saga::succeeded)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("RUNNING instead of SUCCEEDED")
        .hasMessageContaining("Succeeded 'hotel'");
    assertThatThrownBy(() -> engine.assertThat(Trip.class, "t2"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no saga");
  }
}
