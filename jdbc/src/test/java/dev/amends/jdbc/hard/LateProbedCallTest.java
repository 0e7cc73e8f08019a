package dev.amends.jdbc.hard;

import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;

/** C3, C6: without tombstones the late look finds what came after the undo, and undoes it. */
class LateProbedCallTest extends LateArrivals {
  @Override
  boolean tombstones() {
    return false;
  }

  @Override
  RemoteStep<String, String> call(SagaBuilder<String, String> saga, Steps steps) {
    return steps.probed(saga, "call");
  }
}
