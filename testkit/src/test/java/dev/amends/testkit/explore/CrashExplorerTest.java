package dev.amends.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sound sagas survive everything that the explorer does to them. */
@Timeout(120)
class CrashExplorerTest {
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
