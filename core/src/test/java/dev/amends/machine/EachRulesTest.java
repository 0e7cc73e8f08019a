package dev.amends.machine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.absent;
import static dev.amends.sample.Facts.crashed;
import static dev.amends.sample.Facts.expanded;
import static dev.amends.sample.Facts.failed;
import static dev.amends.sample.Facts.payload;
import static dev.amends.sample.Facts.rejected;
import static dev.amends.sample.Facts.resumed;
import static dev.amends.sample.Facts.succeeded;
import static dev.amends.sample.Facts.taken;
import static dev.amends.sample.Facts.undone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import dev.amends.journal.StepStatus;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import org.junit.jupiter.api.Test;

/** Steps that are taken for each item of a list (D3). */
class EachRulesTest {
  /** Indexes of the items' steps, which follow those of the steps that were declared. */
  private static final int FIRST = 3;

  private static final int SECOND = 4;

  private static Story saga(Recovery recovery, String... lines) {
    return Story.of(Sample.plan(recovery, lines));
  }

  private static Story listed() {
    return saga(COMPENSATE, "a: probe", "b: probe each", "c: local")
        .and(succeeded(A))
        .and(expanded(B, "x", "y"));
  }

  @Test
  void theListIsAskedForOnceAndItsItemsAreTakenConcurrently() {
    Story saga = saga(COMPENSATE, "a: probe", "b: probe each", "c: local").and(succeeded(A));
    assertThat(saga.decides()).isEqualTo("ask b");
    assertThat(listed().decides()).isEqualTo("call b[x], call b[y]");
    assertThat(listed().and(succeeded(FIRST)).decides()).isEqualTo("call b[y]");
    assertThat(listed().and(succeeded(FIRST), succeeded(SECOND)).decides()).isEqualTo("call c");
    assertThat(listed().step(SECOND).item()).isEqualTo(payload("y"));
  }

  @Test
  void anEmptyListIsPassed() {
    Story saga = saga(COMPENSATE, "a: probe", "b: probe each", "c: local").and(succeeded(A));
    assertThat(saga.and(expanded(B)).decides()).isEqualTo("call c");
  }

  @Test
  void itemsAreUndoneBeforeWhatStandsInFrontOfThem() {
    Story back = listed().and(succeeded(FIRST), rejected(SECOND)).concluded();
    assertThat(back.decides()).isEqualTo("undo b[x]");
    assertThat(back.and(undone(FIRST)).decides()).isEqualTo("undo a");
  }

  @Test
  void aCrashLeavesItsItemsInDoubtAndNotTheListItself() {
    Story crashed = listed().and(succeeded(FIRST)).and(crashed(0)).at(100);
    assertThat(crashed.decides()).isEqualTo("probe b[y]");
    assertThat(crashed.and(absent(SECOND)).decides()).isEqualTo("call b[y]");
    Story before = saga(COMPENSATE, "a: probe each", "b: local").and(crashed(0));
    assertThat(before.decides()).isEqualTo("ask a");
  }

  @Test
  void aListThatCannotBeToldFailsItsStepAndIsAskedForAgainAfterAResume() {
    Story saga = saga(REPROCESS, "a: probe each", "b: local").and(failed(A));
    assertThat(saga.decides()).isEqualTo("Parked STEP_FAILED a");
    assertThat(saga.concluded().and(resumed()).decides()).isEqualTo("ask a");
  }

  @Test
  void aConditionIsAskedBeforeTheList() {
    Story saga = saga(REPROCESS, "a: probe each when", "b: local");
    assertThat(saga.decides()).isEqualTo("ask a");
    assertThat(saga.and(taken(A)).decides()).isEqualTo("ask a");
    assertThat(saga.and(taken(A), expanded(A, "x")).decides()).isEqualTo("call a[x]");
  }

  @Test
  void anItemThatFailedIsResumedAlone() {
    Story parked =
        saga(REPROCESS, "a: probe each", "b: local")
            .and(expanded(A, "x", "y"))
            .and(succeeded(2), rejected(3))
            .concluded();
    assertThat(parked.statuses())
        .containsExactly(
            StepStatus.SUCCESS, StepStatus.READY, StepStatus.SUCCESS, StepStatus.FAILED);
    assertThat(parked.and(resumed()).decides()).isEqualTo("call a[y]");
    assertThat(parked.and(resumed()).step(3).generation()).isEqualTo(2);
  }

  @Test
  void itsNameAndPlaceFollowFromTheListAlone() {
    var plan = listed().history().plan();
    assertThat(plan.step(SECOND).name()).isEqualTo("b[y]");
    assertThat(plan.step(SECOND).declaredName()).isEqualTo("b");
    assertThat(plan.itemsOf(plan.step(B))).extracting("index").containsExactly(FIRST, SECOND);
    assertThat(plan.hash())
        .isEqualTo(
            saga(COMPENSATE, "a: probe", "b: probe each", "c: local").history().plan().hash());
  }
}
