package dev.amends.machine;

import static dev.amends.definition.Retry.backoff;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.action.Done;
import dev.amends.action.ResultType;
import dev.amends.definition.ChildStep;
import dev.amends.definition.Recovery;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Probed;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanCompiler;
import java.util.List;
import java.util.function.Consumer;

/** Plans to explore; their code is never called. */
final class ExploredSaga implements SagaDefinition<String, Void> {
  private final Consumer<SagaBuilder<String, Void>> steps;
  private final Recovery recovery;

  private ExploredSaga(Recovery recovery, Consumer<SagaBuilder<String, Void>> steps) {
    this.recovery = recovery;
    this.steps = steps;
  }

  static Plan plan(Recovery recovery, Consumer<SagaBuilder<String, Void>> steps) {
    PlanCompiler compiler = new PlanCompiler(ofSeconds(1));
    ExploredSaga part = new ExploredSaga(Recovery.COMPENSATE, saga -> probed(saga, "inner"));
    return compiler.compile(new ExploredSaga(recovery, steps), type -> compiler.compile(part));
  }

  @Override
  public String name() {
    return "explored";
  }

  @Override
  public ResultType<String> input() {
    return ResultType.of(String.class);
  }

  @Override
  public void define(SagaBuilder<String, Void> saga) {
    saga.onFailure(recovery);
    steps.accept(saga);
  }

  static void local(SagaBuilder<String, Void> saga, String name) {
    saga.local(name, run -> {})
        .compensate((run, done) -> {})
        .retry(backoff(ofMillis(100), ofMillis(100)).attempts(2));
  }

  /** A step that a saga does which can be undone. */
  static ChildStep<String, Done> child(SagaBuilder<String, Void> saga, String name) {
    return saga.child(name, ExploredSaga.class, run -> "")
        .undoing(backoff(ofMillis(100), ofMillis(100)).attempts(2));
  }

  static RemoteStep<String, String> probed(SagaBuilder<String, Void> saga, String name) {
    return patient(
        saga.remote(name, String.class, run -> "")
            .probe(run -> Probed.absent())
            .compensate((run, result) -> {}));
  }

  static RemoteStep<String, String> listed(SagaBuilder<String, Void> saga, String name) {
    return patient(
        saga.remote(name, String.class, run -> "")
            .probeAll(run -> List.of(), id -> id)
            .compensate((run, result) -> {}));
  }

  static RemoteStep<String, String> idempotent(SagaBuilder<String, Void> saga, String name) {
    return patient(
        saga.remote(name, String.class, run -> "").idempotent().compensateUnknown(run -> {}));
  }

  static RemoteStep<String, String> once(SagaBuilder<String, Void> saga, String name) {
    return patient(
        saga.remote(name, String.class, run -> "").atMostOnce().compensate((run, result) -> {}));
  }

  private static RemoteStep<String, String> patient(RemoteStep<String, String> step) {
    return step.retry(backoff(ofMillis(100), ofMillis(100)).attempts(2))
        .probing(backoff(ofMillis(100), ofMillis(100)).attempts(2))
        .undoing(backoff(ofMillis(100), ofMillis(100)).attempts(2));
  }
}
