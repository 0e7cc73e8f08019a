package dev.amends.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import dev.amends.outcome.Probed;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sound sagas survive everything that the explorer does to them. */
@Timeout(120)
class CrashExplorerTest {
  @Tag("guarantee-settles")
  @Test
  void aSagaThatCompensatesSurvives() {
    sound(
        Scripted.explorer(
                (saga, effects) -> {
                  Steps.local(saga, effects, "order");
                  Steps.probed(saga, effects, "hotel");
                  Steps.idempotent(saga, effects, "payment");
                  Steps.local(saga, effects, "invoice");
                })
            .check(
                (effects, end) -> {
                  boolean undone = !end.started() || end.compensated();
                  assertThat(undone || end.succeeded()).isTrue();
                })
            .run());
  }

  @Test
  void aSagaThatReprocessesSurvives() {
    sound(
        Scripted.explorer(
                (saga, effects) -> {
                  saga.onFailure(Recovery.REPROCESS);
                  Steps.idempotent(saga, effects, "payment");
                  Steps.probed(saga, effects, "hotel");
                  Steps.local(saga, effects, "invoice");
                })
            .check((effects, end) -> assertThat(end.succeeded()).isTrue())
            .run());
  }

  @Test
  void groupsAndListedStepsSurvive() {
    sound(
        Scripted.explorer(
                (saga, effects) -> {
                  var car = Steps.idempotent(saga, effects, "car");
                  var train = Steps.probed(saga, effects, "train");
                  saga.together("travel", car, train);
                  Steps.listed(saga, effects, "mail");
                })
            .run());
  }

  @Test
  void aStepThatIsCalledAtMostOnceMayPark() {
    sound(
        Scripted.explorer(
                (saga, effects) -> {
                  Steps.atMostOnce(saga, effects, "letter");
                  Steps.local(saga, effects, "note");
                })
            .run());
  }

  @Tag("E1")
  @Test
  void sagasThatDoStepsOfOthersSurvive() {
    sound(
        Scripted.explorer(
                (saga, effects) -> {
                  Steps.local(saga, effects, "order");
                  var part = saga.child("part", Part.class, run -> run.input());
                  var hotel = Steps.probed(saga, effects, "hotel");
                  saga.together("travel", part, hotel);
                  Steps.idempotent(saga, effects, "payment");
                })
            .children(effects -> List.of(new Part(effects)))
            .check(
                (effects, end) -> {
                  boolean undone = !end.started() || end.compensated();
                  assertThat(undone || end.succeeded()).isTrue();
                  for (String step : List.of("seat", "meal")) {
                    assertThat(end.effects(step)).as(step).isEqualTo(undone ? 0 : 1);
                  }
                })
            .run());
  }

  @Test
  void aSagaStartedInItsCallersTransactionSurvives() {
    sound(
        Scripted.explorer(
                (saga, effects) -> {
                  Steps.local(saga, effects, "order");
                  Steps.idempotent(saga, effects, "payment");
                })
            .startedInTransaction()
            .run());
  }

  @Test
  void conditionsAndAPivotSurvive() {
    sound(
        Scripted.explorer(
                (saga, effects) -> {
                  Steps.probed(saga, effects, "seat").when(run -> true);
                  Steps.probed(saga, effects, "never").when(run -> false);
                  Steps.probed(saga, effects, "payment").pivot();
                  Steps.probed(saga, effects, "ticket");
                })
            .check(
                (effects, end) -> {
                  assertThat(effects.count("never")).isZero();
                  boolean paid = effects.count("payment") > 0;
                  assertThat(paid && end.compensated()).as("back past the pivot").isFalse();
                })
            .run());
  }

  @Test
  void aStepForEachItemSurvives() {
    sound(
        Scripted.explorer(
                (saga, effects) -> {
                  var rows = saga.forEach(String.class, run -> List.of("x", "y"), row -> row);
                  Steps.local(saga, effects, "order");
                  saga.remote("seat", String.class, run -> effects.make(seat(run.item(rows)), run))
                      .probe(run -> Probed.of(effects.findFirst(seat(run.item(rows)), run)))
                      .compensate((run, id) -> effects.remove(seat(run.item(rows)), id))
                      .each(rows);
                  Steps.idempotent(saga, effects, "payment");
                })
            .check(
                (effects, end) ->
                    assertThat(effects.count(seat("x"))).isEqualTo(effects.count(seat("y"))))
            .run());
  }

  private static String seat(String row) {
    return "seat[" + row + "]";
  }

  @Test
  void anExclusiveSagaSurvives() {
    sound(
        Scripted.explorer(
                (saga, effects) -> {
                  saga.exclusive(input -> input);
                  Steps.local(saga, effects, "order");
                  Steps.idempotent(saga, effects, "payment");
                })
            .run());
  }

  private static void sound(CrashReport report) {
    report.throwIfBroken();
    assertThat(report.tried()).isGreaterThan(40);
    assertThat(report.pairs()).isPositive();
    assertThat(report.cutShort()).isFalse();
  }
}
