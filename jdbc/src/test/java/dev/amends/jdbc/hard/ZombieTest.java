package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.SagaBuilder;
import dev.amends.journal.SagaStatus;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * T4, A1, A2, A5, A9: a node stands still for longer than its lease, with a thread somewhere in the
 * middle of a saga and everything it sends stuck on its way. Another node adopts the saga and
 * brings it to its end; then the first one wakes up.
 */
@Timeout(90)
class ZombieTest extends HardCells {
  /** Where the thread is held. */
  enum Place {
    BEFORE_THE_CALL,
    AFTER_THE_CALL,
    BEFORE_THE_CHECKPOINT_OF_A_LOCAL_STEP,
    IN_A_COMPENSATION,
    IN_THE_COMPENSATION_OF_A_LOCAL_STEP,
    BEFORE_THE_ENDING_APPEND
  }

  private final Gate gate = new Gate();

  static Stream<Arguments> cells() {
    return Stream.of(Place.values())
        .flatMap(
            place ->
                Stream.of(SagaStatus.SUCCEEDED, SagaStatus.COMPENSATED)
                    .filter(end -> possible(place, end))
                    .map(end -> Arguments.of(place, end)));
  }

  private static boolean possible(Place place, SagaStatus end) {
    return switch (place) {
      case BEFORE_THE_ENDING_APPEND -> end == SagaStatus.SUCCEEDED;
      case IN_A_COMPENSATION, IN_THE_COMPENSATION_OF_A_LOCAL_STEP -> end == SagaStatus.COMPENSATED;
      default -> true;
    };
  }

  @ParameterizedTest(name = "held {0}, meanwhile {1}")
  @MethodSource("cells")
  void changesNothingWhenItWakesUp(Place place, SagaStatus end) {
    HardNode zombie = node((saga, steps) -> define(saga, steps, place));
    if (end == SagaStatus.COMPENSATED) {
      outside.next("last", Outside.Mood.REJECT);
    }
    Thread caller = new Thread(() -> zombie.start("k"), "caller");
    caller.start();
    acknowledged.add("k");
    eventually("it is held", gate::reached);
    zombie.proxy.freeze();
    HardNode adopter = node((saga, steps) -> define(saga, steps, place));
    settles(adopter, "k", end);
    List<Long> before = journal();

    zombie.proxy.thaw();
    gate.open();

    eventually("it is awake again", () -> awake(zombie));
    UUID id = adopter.id("k");
    if (isLocal(place)) {
      eventually("it is told that it was fenced", () -> zombie.told.fenced.containsKey(id));
    }
    assertThat(zombie.told.fenced.getOrDefault(id, 0)).isLessThan(2);
    assertThat(adopter.told.fenced).isEmpty();
    reckon(adopter);
    assertThat(journal()).as("its journal").isEqualTo(before);
    for (String step : List.of("call", "last")) {
      assertThat(outside.tokens(step, "k", false)).as("keys of %s", step).hasSizeLessThan(2);
      assertThat(outside.tokens(step, "k", true)).as("keys of undo").hasSizeLessThan(2);
    }
  }

  /** Its own start is an incarnation further, and nothing of the old one is left in its hands. */
  private static boolean awake(HardNode zombie) {
    return zombie.amends.health().leased() && zombie.amends.health().driving() == 0;
  }

  private static boolean isLocal(Place place) {
    return place == Place.BEFORE_THE_CHECKPOINT_OF_A_LOCAL_STEP
        || place == Place.IN_THE_COMPENSATION_OF_A_LOCAL_STEP;
  }

  private List<Long> journal() {
    return tables.numbers("SELECT writer FROM amends_journal ORDER BY saga, seq");
  }

  private void define(SagaBuilder<String, String> saga, Steps steps, Place here) {
    saga.remote(
            "call",
            String.class,
            run -> {
              hold(here == Place.BEFORE_THE_CALL);
              String answer = outside.act("call", run);
              hold(here == Place.AFTER_THE_CALL);
              return answer;
            })
        .idempotent()
        .compensateUnknown(
            run -> {
              hold(here == Place.IN_A_COMPENSATION);
              outside.undo("call", run);
            })
        .retry(Steps.QUICK);
    saga.local(
            "row",
            run -> {
              steps.book(run, "row");
              hold(here == Place.BEFORE_THE_CHECKPOINT_OF_A_LOCAL_STEP);
            })
        .compensate(
            (run, done) -> {
              hold(here == Place.IN_THE_COMPENSATION_OF_A_LOCAL_STEP);
              steps.unbook(run, "row");
            })
        .retry(Steps.PATIENT);
    steps.idempotent(saga, "last");
    saga.returns(
        String.class,
        run -> {
          hold(here == Place.BEFORE_THE_ENDING_APPEND);
          return "done";
        });
  }

  private void hold(boolean here) {
    if (here) {
      gate.pass();
    }
  }

  @Test
  void aWriteThatWasOnItsWayIsRefusedAndItsSagaGoesOnElsewhere() {
    Script.Body script = (saga, steps) -> define(saga, steps, Place.AFTER_THE_CALL);
    HardNode zombie = node(script);
    start(zombie, "k");
    eventually("it is held", gate::reached);
    zombie.proxy.freeze();
    gate.open();
    HardNode adopter = node(script);
    settles(adopter, "k", SagaStatus.SUCCEEDED);

    zombie.proxy.thaw();

    UUID id = adopter.id("k");
    eventually("it is told that it was fenced", () -> zombie.told.fenced.containsKey(id));
    eventually("it is awake again", () -> awake(zombie));
    assertThat(zombie.told.fenced.get(id)).isEqualTo(1);
    reckon(adopter);
  }
}
