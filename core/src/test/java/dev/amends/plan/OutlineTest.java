package dev.amends.plan;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.sample.Facts.A;
import static dev.amends.sample.Facts.crashed;
import static dev.amends.sample.Facts.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.action.Run;
import dev.amends.definition.Api;
import dev.amends.outcome.Probed;
import dev.amends.sample.Sample;
import dev.amends.sample.Story;
import org.junit.jupiter.api.Test;

/** Plans as they are stored and shown without their code. */
class OutlineTest {
  private static final Plan PLAN =
      Sample.plan(
          saga -> {
            saga.version(3);
            saga.local("a", run -> {}).nothingToUndo();
            var b =
                saga.remote("b", run -> {})
                    .probe(run -> Probed.absent())
                    .api(new Api("shop.create", "post", "/shops/{id}?q=a b"))
                    .compensate((run, done) -> {});
            var c = saga.remote("c", run -> {}).idempotent().nothingToUndo();
            saga.together("g", b, c);
            saga.remote("d", run -> {}).atMostOnce();
          });

  @Test
  void readsItsTextAsItWasWritten() {
    Outline outline = PLAN.outline();
    assertThat(Outline.parse(outline.text())).isEqualTo(outline);
    assertThat(outline.type()).isEqualTo("sample");
    assertThat(outline.version()).isEqualTo(3);
    assertThat(outline.hash()).matches("[0-9a-f]{16}");
    assertThat(outline.steps().get(1))
        .isEqualTo(
            new Outline.Line(
                "b",
                StepKind.REMOTE,
                Safety.PROBE,
                "g",
                new Api("shop.create", "POST", "/shops/{id}?q=a b")));
    assertThat(outline.steps().get(0).api()).isNull();
  }

  /** Stored once per hash, and read by every later version. */
  @Test
  void keepsItsStoredForm() {
    assertThat(PLAN.outline().text())
        .isEqualTo(
            "sample\t3\t"
                + PLAN.hash()
                + "\na\tLOCAL\tTRANSACTION\t\t\t\t\n"
                + "b\tREMOTE\tPROBE\tg\tshop.create\tPOST\t/shops/{id}?q=a b\n"
                + "c\tREMOTE\tIDEMPOTENT\tg\t\t\t\n"
                + "d\tREMOTE\tAT_MOST_ONCE\t\t\t\t\n");
  }

  @Test
  void makesAPlanOfTheSameStructure() {
    Plan plan = OutlinePlans.withoutCode(Outline.parse(PLAN.outline().text()));
    assertThat(plan.type()).isEqualTo(PLAN.type());
    assertThat(plan.hash()).isEqualTo(PLAN.hash());
    assertThat(plan.nodes()).hasSameSizeAs(PLAN.nodes());
    for (PlanStep step : PLAN.steps()) {
      PlanStep same = plan.step(step.index());
      assertThat(same.name()).isEqualTo(step.name());
      assertThat(same.index()).isEqualTo(step.index());
      assertThat(same.node()).isEqualTo(step.node());
      assertThat(same.kind()).isEqualTo(step.kind());
      assertThat(same.safety()).isEqualTo(step.safety());
      assertThat(same.api()).isEqualTo(step.api());
      assertThat(plan.nodes().get(step.node()).group())
          .isEqualTo(PLAN.nodes().get(step.node()).group());
    }
  }

  @Test
  void readsAHistoryLikeTheRealPlan() {
    Plan plan = OutlinePlans.withoutCode(PLAN.outline());
    Story shown = Story.of(plan).and(succeeded(A)).and(crashed(1));
    Story driven = Story.of(PLAN).and(succeeded(A)).and(crashed(1));
    assertThat(shown.statuses()).isEqualTo(driven.statuses());
    assertThat(shown.step(1)).usingRecursiveComparison().isEqualTo(driven.step(1));
  }

  @Test
  void cannotBeDriven() {
    Plan plan = OutlinePlans.withoutCode(PLAN.outline());
    Run<Object> nothing = null;
    assertThatThrownBy(() -> plan.step(0).actions().action().run(nothing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without code");
    assertThat(plan.exclusive()).isFalse();
    assertThat(plan.outputAction()).isNull();
  }

  @Test
  void keepsTwoGroupsSideBySideApart() {
    Plan two =
        Sample.plan(
            COMPENSATE,
            "a: local",
            "b: local",
            "g: together a b",
            "c: local",
            "d: local",
            "h: together c d");
    assertThat(OutlinePlans.withoutCode(two.outline()).nodes()).hasSize(2);
  }
}
