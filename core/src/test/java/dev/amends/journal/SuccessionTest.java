package dev.amends.journal;

import static dev.amends.definition.Recovery.REPROCESS;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.B;
import static dev.amends.sample.Facts.expanded;
import static dev.amends.sample.Facts.failed;
import static dev.amends.sample.Facts.parked;
import static dev.amends.sample.Facts.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.plan.OutlinePlans;
import dev.amends.plan.Plan;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which plans a saga can go on by (J1, J2). */
class SuccessionTest {
  private static Plan plan(String... lines) {
    return Sample.plan(REPROCESS, lines);
  }

  /** A saga of a plan without code, whose first step has succeeded: the second one runs. */
  private static Story saga(String... lines) {
    return Story.of(OutlinePlans.withoutCode(plan(lines).outline())).and(succeeded(A));
  }

  private static boolean fits(Story saga, String... lines) {
    return Succession.fits(saga.history(), plan(lines));
  }

  @Test
  void stepsMayComeAfterWhatIsOnRecord() {
    Story saga = saga("a: probe", "b: probe", "c: local");
    assertThat(fits(saga, "a: probe", "b: probe", "c: local", "d: local")).isTrue();
    assertThat(fits(saga, "a: probe", "b: probe", "x: local", "c: local")).isTrue();
    assertThat(fits(saga, "a: probe", "b: probe")).as("one that was not reached is gone").isTrue();
  }

  @Tag("definition-change")
  @Test
  void whatIsOnRecordOrMayBeUnderWayKeepsNameKindAndPlace() {
    Story saga = saga("a: probe", "b: probe", "c: local");
    assertThat(fits(saga, "x: local", "a: probe", "b: probe", "c: local")).isFalse();
    assertThat(fits(saga, "a: probe", "x: local", "b: probe")).as("b may be under way").isFalse();
    assertThat(fits(saga, "a: local", "b: probe", "c: local")).isFalse();
    assertThat(fits(saga, "a: probe pivot", "b: probe", "c: local")).isFalse();
    assertThat(fits(saga, "a: probe", "b: probe", "g: together a b", "c: local")).isFalse();
    assertThat(fits(saga, "b: probe", "a: probe", "c: local")).isFalse();
    assertThat(fits(saga, "a: probe")).isFalse();
  }

  @Test
  void howAStepIsSafeToRepeatMayChange() {
    assertThat(fits(saga("a: probe", "b: probe"), "a: idempotent", "b: probe-all")).isTrue();
  }

  @Test
  void aParkedSagaHasNothingUnderWay() {
    Story saga =
        saga("a: probe", "b: probe", "c: probe", "d: local")
            .and(failed(B))
            .and(parked(ParkReason.STEP_FAILED, B));
    assertThat(fits(saga, "a: probe", "b: probe", "x: local", "c: probe")).isTrue();
    assertThat(fits(saga, "a: probe", "x: probe", "c: probe")).isFalse();
  }

  @Test
  void noStepIsAddedToAPlanWhoseListsAreStepsNow() {
    Story saga = saga("a: probe", "b: probe each", "c: local").and(expanded(B, "x", "y"));
    assertThat(fits(saga, "a: probe", "b: probe each", "d: local")).isTrue();
    assertThat(fits(saga, "a: probe", "b: probe each", "c: local", "d: local")).isFalse();
  }
}
