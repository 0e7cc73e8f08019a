package dev.amends.machine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.C;
import static dev.amends.sample.Facts.cancelAsked;
import static dev.amends.sample.Facts.crashed;
import static dev.amends.sample.Facts.failed;
import static dev.amends.sample.Facts.left;
import static dev.amends.sample.Facts.payload;
import static dev.amends.sample.Facts.rejected;
import static dev.amends.sample.Facts.resumed;
import static dev.amends.sample.Facts.signalled;
import static dev.amends.sample.Facts.started;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.t;
import static dev.amends.sample.Facts.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import dev.amends.journal.StepStatus;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import org.junit.jupiter.api.Test;

/** Steps that wait for a signal (F1 to F4). */
class AwaitRulesTest {
  private static final String[] BOOKING = {"a: probe", "b: await undo", "c: probe"};

  private static Story saga(Recovery recovery, String... lines) {
    return Story.of(Sample.plan(recovery, lines));
  }

  private static Story waiting(Recovery recovery) {
    return saga(recovery, BOOKING).at(10).and(succeeded(A));
  }

  @Test
  void itsTimeCountsFromWhenItsTurnHasCome() {
    assertThat(waiting(COMPENSATE).decides()).isEqualTo("until 70");
    assertThat(waiting(COMPENSATE).at(40).and(crashed(30)).decides()).isEqualTo("until 70");
    assertThat(waiting(COMPENSATE).statuses())
        .containsExactly(StepStatus.SUCCESS, StepStatus.RUNNING, StepStatus.READY);
  }

  @Test
  void whenItsTimeHasRunOutTheSignalIsLookedForOnceMore() {
    assertThat(waiting(COMPENSATE).at(70).decides()).isEqualTo("call b");
    Story missing = waiting(COMPENSATE).at(70).and(failed(B));
    assertThat(missing.concluded().decides()).isEqualTo("undo a");
  }

  @Test
  void aSignalIsItsResult() {
    Story paid = waiting(COMPENSATE).and(signalled(B));
    assertThat(paid.decides()).isEqualTo("call c");
    assertThat(paid.step(B).result()).isEqualTo(payload("signal"));
    assertThat(paid.step(B).signal()).isEqualTo("id");
    assertThat(paid.step(B).calls()).isZero();
  }

  @Test
  void aSignalThatWasTakenIsCompensated() {
    Story back = waiting(COMPENSATE).and(signalled(B), rejected(C)).concluded();
    assertThat(back.decides()).isEqualTo("undo b");
    Story silent = saga(COMPENSATE, "a: probe", "b: await", "c: probe");
    Story nothing = silent.and(succeeded(A), signalled(B), rejected(C)).concluded();
    assertThat(nothing.decides()).as("nothing is said about it").isEqualTo("undo a");
  }

  @Test
  void aCrashWhileItWaitsIsNoAttempt() {
    Story crashed = waiting(COMPENSATE).and(crashed(0));
    assertThat(crashed.step(B).attempts()).isZero();
    assertThat(crashed.step(B).unknown()).isFalse();
  }

  @Test
  void aPersonWhoResumesItWaitsAnew() {
    Story parked = waiting(REPROCESS).at(70).and(failed(B)).concluded();
    assertThat(parked.decides()).isEqualTo("rest");
    assertThat(parked.at(100).and(resumed()).decides()).isEqualTo("until 160");
  }

  @Test
  void aCancelEndsTheWait() {
    assertThat(waiting(REPROCESS).and(cancelAsked()).concluded().decides()).isEqualTo("undo a");
  }

  @Test
  void theDeadlineEndsTheWait() {
    Story saga = Story.of(Sample.plan(COMPENSATE, BOOKING), started(t(30), null));
    Story waiting = saga.and(succeeded(A));
    assertThat(waiting.decides()).isEqualTo("until 30");
    assertThat(waiting.at(30).decides()).isEqualTo("Failed b");
  }

  @Test
  void inAGroupTheOthersGoOnMeanwhile() {
    Story saga = saga(COMPENSATE, "a: await", "b: probe", "g: together a b", "c: local");
    assertThat(saga.decides()).isEqualTo("call b; until 60");
    assertThat(saga.and(rejected(B)).concluded().decides()).isEqualTo("COMPENSATED");
    assertThat(saga.and(succeeded(B)).decides()).isEqualTo("until 60");
    assertThat(saga.and(succeeded(B), signalled(A)).decides()).isEqualTo("call c");
  }

  @Test
  void itsConditionIsAskedBeforeItsTimeCounts() {
    Story saga = saga(COMPENSATE, "a: await when", "b: local");
    assertThat(saga.decides()).isEqualTo("ask a");
    assertThat(saga.at(5).and(taken(A)).decides()).isEqualTo("until 65");
    assertThat(saga.and(left(A)).decides()).isEqualTo("call b");
  }
}
