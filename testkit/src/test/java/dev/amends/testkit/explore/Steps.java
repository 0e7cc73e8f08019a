package dev.amends.testkit.explore;

import dev.amends.action.Done;
import dev.amends.definition.LocalStep;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;
import dev.amends.outcome.Probed;

/** Sound steps of every kind; each has one effect by its own name. */
final class Steps {
  private Steps() {}

  static LocalStep<String, Done> local(
      SagaBuilder<String, Void> saga, Effects effects, String name) {
    return saga.local(name, run -> effects.write(name, run))
        .compensate((run, done) -> effects.erase(name, run));
  }

  static RemoteStep<String, String> probed(
      SagaBuilder<String, Void> saga, Effects effects, String name) {
    return saga.remote(name, String.class, run -> effects.make(name, run))
        .probe(run -> Probed.of(effects.findFirst(name, run)))
        .compensate((run, id) -> effects.remove(name, id));
  }

  static RemoteStep<String, String> listed(
      SagaBuilder<String, Void> saga, Effects effects, String name) {
    return saga.remote(name, String.class, run -> effects.make(name, run))
        .probeAll(run -> effects.find(name, run), id -> id)
        .compensate((run, id) -> effects.remove(name, id));
  }

  static RemoteStep<String, String> idempotent(
      SagaBuilder<String, Void> saga, Effects effects, String name) {
    return saga.remote(name, String.class, run -> effects.makeOnce(name, run))
        .idempotent()
        .compensateUnknown(run -> effects.remove(name, run));
  }

  static RemoteStep<String, String> atMostOnce(
      SagaBuilder<String, Void> saga, Effects effects, String name) {
    return saga.remote(name, String.class, run -> effects.make(name, run))
        .atMostOnce()
        .compensate((run, id) -> effects.remove(name, id));
  }
}
