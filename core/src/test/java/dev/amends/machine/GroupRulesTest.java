package dev.amends.machine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.C;
import static dev.amends.sample.Facts.absent;
import static dev.amends.sample.Facts.failed;
import static dev.amends.sample.Facts.found;
import static dev.amends.sample.Facts.notSent;
import static dev.amends.sample.Facts.probeFailed;
import static dev.amends.sample.Facts.rejected;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import dev.amends.journal.SagaStatus;
import dev.amends.sample.Facts;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Steps that run concurrently: a, b and c as the group g, before the step d. */
class GroupRulesTest {
  private static Story group(Recovery recovery) {
    return group(recovery, "probe", "idempotent", "probe");
  }

  private static Story group(Recovery recovery, String a, String b, String c) {
    return Story.of(
        Sample.plan(
            recovery, "a: " + a, "b: " + b, "c: " + c, "g: together a b c", "d: idempotent"));
  }

  @Test
  void beginsAllStepsOfAGroupAtOnceAndWhatIsBehindItWhenAllHaveSucceeded() {
    Story saga = group(COMPENSATE);
    assertThat(saga.decides()).isEqualTo("call a, call b, call c");
    assertThat(saga.underWay(A, C).decides()).isEqualTo("call b");
    Story two = saga.and(succeeded(A)).and(succeeded(C));
    assertThat(two.underWay(B).decides()).isEqualTo("wait");
    assertThat(two.decides()).isEqualTo("call b");
    assertThat(two.and(succeeded(B)).decides()).isEqualTo("call d");
  }

  @Test
  void wakesForTheSiblingThatIsDueFirst() {
    Story saga = group(COMPENSATE).and(notSent(A, 9), notSent(B, 7));
    assertThat(saga.at(1).decides()).isEqualTo("call c; until 7");
    assertThat(saga.at(8).underWay(C).decides()).isEqualTo("call b; until 9");
  }

  @Tag("groups")
  @Test
  void beginsNoAttemptWhileCompensatingSiblingsComeBackFromTheirCalls() {
    Story saga = group(COMPENSATE).and(failed(A)).and(notSent(C, 1)).at(2);
    assertThat(saga.underWay(B).decides()).as("c is due but not begun").isEqualTo("wait");
    assertThat(saga.underWay().decides()).isEqualTo("TurnedRound a");
  }

  @Test
  void beginsNoProbeEitherOnceASiblingHasFailed() {
    Story saga = group(COMPENSATE).and(failed(B)).and(unknown(A)).at(2);
    assertThat(saga.underWay(C).decides()).isEqualTo("wait");
    assertThat(saga.underWay().decides()).isEqualTo("TurnedRound b");
  }

  @Test
  void countsAResultThatComesBackWhileItWaitsToTurnRound() {
    Story saga = group(COMPENSATE).underWay(B, C).and(rejected(A)).concluded();
    assertThat(saga.decides()).as("not while a call is in flight").isEqualTo("wait");
    assertThat(saga.and(succeeded(B)).underWay(C).decides()).isEqualTo("wait");
    Story turned = saga.and(succeeded(B), succeeded(C)).underWay().concluded();
    assertThat(turned.history().status()).isEqualTo(SagaStatus.COMPENSATING);
    assertThat(turned.decides()).isEqualTo("undo b, undo c");
  }

  @Test
  void settlesWhatCameBackUnknownAfterItHasTurnedRound() {
    Story turned = group(COMPENSATE).and(failed(B)).and(unknown(C)).concluded();
    assertThat(turned.history().status()).isEqualTo(SagaStatus.COMPENSATING);
    assertThat(turned.decides()).isEqualTo("probe c");
    assertThat(turned.and(absent(C)).decides()).isEqualTo("COMPENSATED; look at c");
    assertThat(turned.and(found(C)).decides()).isEqualTo("undo c");
  }

  @Test
  void namesTheFirstFailureInPlanOrderAsTheCause() {
    Story saga = group(COMPENSATE).underWay(A, B).and(rejected(C)).concluded();
    Story both = saga.underWay(A).and(failed(B));
    assertThat(both.decides()).isEqualTo("wait");
    Story turned = both.and(succeeded(A)).underWay().concluded();
    assertThat(turned.history().causeStep()).isEqualTo(B);
    assertThat(turned.step(C).failure()).as("the other").isEqualTo(Facts.failure("REJECTED"));
  }

  @Test
  void turnsRoundForAnIdempotentSiblingThatStaysUnknown() {
    Story saga = group(COMPENSATE).and(unknown(B)).at(2);
    assertThat(saga.underWay(A).decides()).isEqualTo("wait");
    assertThat(saga.underWay().decides()).as("a and c are not begun").isEqualTo("TurnedRound b");
  }

  @Test
  void parksForASiblingThatNobodyCanTellOfOnceTheOthersAreBack() {
    Story saga = group(COMPENSATE).and(unknown(A, 1)).and(probeFailed(A));
    assertThat(saga.underWay(B).decides()).isEqualTo("wait");
    assertThat(saga.and(succeeded(B)).underWay().decides()).isEqualTo("Parked UNKNOWN_OUTCOME a");
  }

  @Test
  void turnsRoundForADefiniteFailureThoughASiblingIsUndecidable() {
    Story saga = group(COMPENSATE).and(unknown(A, 1)).and(probeFailed(A)).and(failed(C));
    assertThat(saga.decides()).isEqualTo("TurnedRound c");
  }

  @Tag("groups")
  @Test
  void letsSiblingsFinishBeforeItParksForReprocessing() {
    Story saga = group(REPROCESS).and(rejected(A)).concluded();
    assertThat(saga.decides()).isEqualTo("call b, call c");
    Story retried = saga.and(notSent(B, 5), unknown(C, 1)).at(2);
    assertThat(retried.decides()).isEqualTo("probe c; until 5");
    assertThat(retried.underWay(C).at(5).decides()).isEqualTo("call b");
    Story done = retried.and(found(C), succeeded(B));
    assertThat(done.decides()).isEqualTo("Parked STEP_FAILED a");
  }

  @Test
  void parksAsUnknownWhenOneSiblingFailedAndOneIsUndecidable() {
    Story saga = group(REPROCESS).and(failed(A), succeeded(C)).and(unknown(B));
    assertThat(saga.decides()).isEqualTo("Parked UNKNOWN_OUTCOME b");
  }

  @Test
  void leavesTheStepBehindAParkedGroupAlone() {
    Story saga = group(REPROCESS).and(failed(A), succeeded(B), succeeded(C)).concluded();
    assertThat(saga.history().status()).isEqualTo(SagaStatus.PARKED);
    Story resumed = saga.and(Facts.resumed());
    assertThat(resumed.decides()).as("and repeats only what failed").isEqualTo("call a");
    assertThat(resumed.and(succeeded(A)).decides()).isEqualTo("call d");
  }
}
