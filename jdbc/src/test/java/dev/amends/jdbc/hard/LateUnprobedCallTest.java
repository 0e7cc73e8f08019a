package dev.amends.jdbc.hard;

import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;

/** C5: undone by the key alone, at a side that refuses what comes after its undo. */
class LateUnprobedCallTest extends LateArrivals {
  @Override
  RemoteStep<String, String> call(SagaBuilder<String, String> saga, Steps steps) {
    return steps.idempotent(saga, "call");
  }
}
