package dev.amends.plan;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.action.Done;
import dev.amends.action.ResultType;
import dev.amends.action.Run;
import dev.amends.definition.Api;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.outcome.Probed;
import dev.amends.sample.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PlanCompilerTest {
  private static Plan compile(Consumer<SagaBuilder<String, String>> steps) {
    return Sample.plan(steps);
  }

  private static PlanStep remote(Consumer<RemoteStep<String, String>> policies) {
    return compile(
            saga ->
                policies.accept(
                    saga.remote("a", String.class, run -> "a").probe(run -> Probed.absent())))
        .step(0);
  }

  @Test
  void givesEveryStepItsIndexAndItsPlaceInTheSequence() {
    Plan plan =
        Sample.plan(
            COMPENSATE,
            "a: local",
            "b: probe",
            "c: idempotent",
            "g: together b c",
            "d: local",
            "e: local",
            "h: together d e");
    assertThat(plan.steps()).extracting(PlanStep::name).containsExactly("a", "b", "c", "d", "e");
    assertThat(plan.steps()).extracting(PlanStep::index).containsExactly(0, 1, 2, 3, 4);
    assertThat(plan.steps()).extracting(PlanStep::node).containsExactly(0, 1, 1, 2, 2);
    assertThat(plan.nodes()).extracting(PlanNode::group).containsExactly(null, "g", "h");
    assertThat(plan.nodes()).extracting(PlanNode::index).containsExactly(0, 1, 2);
    assertThat(plan.nodes().get(1).steps()).containsExactly(plan.step(1), plan.step(2));
    assertThat(plan.step("c")).contains(plan.step(2));
    assertThat(plan.step("nobody")).isEmpty();
  }

  @Test
  void keepsWhatTheDefinitionSaysOfItself() {
    Plan plan =
        compile(
            saga -> {
              saga.onFailure(REPROCESS)
                  .returns(String.class, run -> "out")
                  .exclusive(in -> "k" + in);
              saga.local("a", ResultType.listOf(Integer.class), run -> List.of(1));
            });
    assertThat(plan.type()).isEqualTo("sample");
    assertThat(plan.recovery()).isEqualTo(REPROCESS);
    assertThat(plan.input()).isEqualTo(ResultType.of(String.class));
    assertThat(plan.outputType()).isEqualTo(ResultType.of(String.class));
    assertThat(plan.outputAction()).isNotNull();
    assertThat(plan.step(0).type()).isEqualTo(ResultType.listOf(Integer.class));
    assertThat(plan.exclusive()).isTrue();
    assertThat(plan.exclusiveKey("7")).isEqualTo("k7");
    assertThat(plan).hasToString("sample@" + plan.hash());
  }

  @Test
  void compensatesAndGivesNothingAndTakesNoKeyUnlessToldOtherwise() {
    Plan plan = compile(saga -> saga.local("a", run -> {}));
    assertThat(plan.recovery()).isEqualTo(COMPENSATE);
    assertThat(plan.outputType()).isNull();
    assertThat(plan.outputAction()).isNull();
    assertThat(plan.exclusive()).isFalse();
    assertThat(plan.exclusiveKey("7")).isNull();
    assertThat(plan.outline().version()).isEqualTo(1);
  }

  @Test
  void settlesASecondAfterTheTotalTimeUnlessToldOtherwise() {
    StepPolicies usual = remote(step -> {}).policies();
    assertThat(usual)
        .isEqualTo(
            new StepPolicies(
                Retry.DEFAULT,
                Retry.PROBING,
                Retry.UNDOING,
                Sample.CALL_TIMEOUT,
                ofSeconds(11),
                null));
    StepPolicies quick = remote(step -> step.timeout(ofSeconds(3))).policies();
    assertThat(quick.timeout()).isEqualTo(ofSeconds(3));
    assertThat(quick.settle()).isEqualTo(ofSeconds(4));
    StepPolicies own = remote(step -> step.settle(Duration.ZERO).timeout(ofSeconds(3))).policies();
    assertThat(own.settle()).isZero();
  }

  @Test
  void keepsEachPolicyInItsPlace() {
    Retry retry = Retry.never().within(ofSeconds(1));
    Retry probing = Retry.never().within(ofSeconds(2));
    Retry undoing = Retry.never().within(ofSeconds(3));
    StepPolicies policies =
        remote(step -> step.retry(retry).probing(probing).undoing(undoing)).policies();
    assertThat(policies.retry()).isEqualTo(retry);
    assertThat(policies.probing()).isEqualTo(probing);
    assertThat(policies.undoing()).isEqualTo(undoing);
  }

  @Test
  void knowsHowEachStepIsSafeAndHowItIsUndone() {
    Plan plan =
        Sample.plan(
            REPROCESS,
            "a: local",
            "b: probe undo-unknown",
            "c: probe-all no-undo",
            "d: idempotent stays",
            "e: at-most-once",
            "f: read-only");
    assertThat(plan.steps())
        .extracting(PlanStep::safety)
        .containsExactly(
            Safety.TRANSACTION,
            Safety.PROBE,
            Safety.PROBE_ALL,
            Safety.IDEMPOTENT,
            Safety.AT_MOST_ONCE,
            Safety.READ_ONLY);
    assertThat(plan.steps())
        .extracting(step -> step.safety().probed())
        .containsExactly(false, true, true, false, false, false);
    assertThat(plan.steps())
        .extracting(PlanStep::undoable)
        .containsExactly(true, true, false, false, true, false);
    assertThat(plan.steps())
        .extracting(PlanStep::undoableUnknown)
        .containsExactly(false, true, false, false, false, false);
    assertThat(plan.steps())
        .extracting(PlanStep::mayStay)
        .containsExactly(false, false, false, true, false, true);
    assertThat(plan.step(2).actions().identity()).isNotNull();
    assertThat(plan.step(1).actions().probe()).isNotNull();
  }

  @Test
  void countsTheLocalStepsThatMayRunWithTheStart() {
    assertThat(leading("a: local", "b: local", "c: probe", "d: local")).isEqualTo(2);
    assertThat(leading("a: probe", "b: local")).isZero();
    assertThat(leading("a: local", "b: local")).isEqualTo(2);
    assertThat(leading("a: local", "b: local", "c: local", "g: together b c")).isEqualTo(1);
    assertThat(leading("seat: exclusive", "a: local")).as("waits for its key").isZero();
  }

  private static int leading(String... lines) {
    Plan plan = Sample.plan(COMPENSATE, lines);
    return (int) plan.steps().stream().filter(plan::leading).count();
  }

  private static String hash(Consumer<SagaBuilder<String, String>> steps) {
    return compile(steps).hash();
  }

  private static String hash(String... lines) {
    return Sample.plan(REPROCESS, lines).hash();
  }

  @Test
  void givesAHashThatNeverChangesForTheSameStructure() {
    assertThat(hash("a: local", "b: probe", "c: probe", "g: together b c"))
        .as("stored with every saga: another value orphans them all")
        .isEqualTo("474632c7c27a56fd");
  }

  @Test
  void hashesNamesKindsPlacesAndVersion() {
    String hash = hash("a: local", "b: probe", "c: probe");
    assertThat(hash("a: local", "b: probe", "x: probe")).isNotEqualTo(hash);
    assertThat(hash("b: probe", "a: local", "c: probe")).isNotEqualTo(hash);
    assertThat(hash("a: local", "b: local", "c: probe")).isNotEqualTo(hash);
    assertThat(hash("a: local", "b: probe")).isNotEqualTo(hash);
    String grouped = hash("a: local", "b: probe", "c: probe", "g: together b c");
    assertThat(grouped).isNotEqualTo(hash);
    assertThat(hash("a: local", "b: probe", "c: probe", "h: together b c")).isNotEqualTo(grouped);
    assertThat(hash(saga -> saga.version(2).local("a", run -> {})))
        .isNotEqualTo(hash(saga -> saga.local("a", run -> {})))
        .isEqualTo(hash(saga -> saga.version(2).local("a", run -> {})));
    PlanCompiler compiler = new PlanCompiler(Sample.CALL_TIMEOUT);
    assertThat(compiler.compile(new Sample("other", saga -> saga.local("a", run -> {}))).hash())
        .isNotEqualTo(hash(saga -> saga.local("a", run -> {})));
  }

  @Tag("J2")
  @Test
  void leavesPoliciesAndCodeOutOfTheHash() {
    String hash = hash("a: probe", "b: local");
    assertThat(hash("a: idempotent undo-unknown", "b: local no-undo")).isEqualTo(hash);
    assertThat(Sample.plan(COMPENSATE, "a: probe", "b: local").hash()).isEqualTo(hash);
    assertThat(
            hash(
                saga -> {
                  saga.onFailure(REPROCESS).returns(String.class, run -> "x");
                  saga.remote("a", run -> {})
                      .readOnly()
                      .retry(Retry.never())
                      .probing(Retry.never())
                      .undoing(Retry.never())
                      .timeout(ofSeconds(1))
                      .settle(ofSeconds(1))
                      .api(new Api("x", "GET", "/"));
                  saga.local("b", run -> {}).retry(Retry.never());
                }))
        .isEqualTo(hash);
  }

  @Test
  void callsTheUsersCode() throws Exception {
    Plan plan =
        compile(
            saga -> {
              saga.local("a", run -> {});
              saga.returns(String.class, run -> "out");
            });
    Run<Object> nothing = null;
    assertThat(plan.step(0).actions().action().run(nothing)).isEqualTo(Done.DONE);
    assertThat(Objects.requireNonNull(plan.outputAction()).run(nothing)).isEqualTo("out");
  }
}
