package dev.amends.bench.engine;

import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import java.util.UUID;

/**
 * A saga of steps in a row. Remote ones do nothing, or take a while; local ones insert one row of
 * the business.
 *
 * @param name its type
 * @param work which steps
 * @param business where local steps write
 */
record Chain(String name, Work work, Business business)
    implements SagaDefinition<Chain.Order, Void> {

  /** What a saga is started with. */
  record Order(UUID customer, int amount) {}

  @Override
  public void define(SagaBuilder<Order, Void> saga) {
    for (int i = 1; i <= work.steps(); i++) {
      if (i > work.steps() - work.local()) {
        int step = i;
        saga.local(
                "step-" + i,
                run -> {
                  business.insert(run.idempotencyKey(), run.input().amount() + step);
                })
            .nothingToUndo();
      } else {
        saga.remote("step-" + i, run -> pause()).idempotent().nothingToUndo();
      }
    }
  }

  private void pause() throws InterruptedException {
    if (!work.pause().isZero()) {
      Thread.sleep(work.pause().toMillis());
    }
  }
}
