package dev.amends.bench.engine;

import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import java.time.Duration;
import java.util.UUID;

/**
 * A saga of five steps. Remote ones do nothing, or take a while; local ones insert one row of the
 * business.
 *
 * @param name its type
 * @param local how many of them are local, counted from the last one
 * @param pause how long a remote step takes
 * @param business where local steps write
 */
record FiveSteps(String name, int local, Duration pause, Business business)
    implements SagaDefinition<FiveSteps.Order, Void> {
  private static final int STEPS = 5;

  /** What a saga is started with. */
  record Order(UUID customer, int amount) {}

  @Override
  public void define(SagaBuilder<Order, Void> saga) {
    for (int i = 1; i <= STEPS; i++) {
      if (i > STEPS - local) {
        int step = i;
        saga.local(
                "step-" + i,
                run -> {
                  business.insert(run.idempotencyKey(), run.input().amount() + step);
                })
            .nothingToUndo();
      } else {
        saga.remote("step-" + i, run -> work()).idempotent().nothingToUndo();
      }
    }
  }

  private void work() throws InterruptedException {
    if (!pause.isZero()) {
      Thread.sleep(pause.toMillis());
    }
  }
}
