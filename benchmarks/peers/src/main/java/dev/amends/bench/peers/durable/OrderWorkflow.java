package dev.amends.bench.peers.durable;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;

/** Its code. */
public final class OrderWorkflow implements Order {
  private final DBOS dbos;

  OrderWorkflow(DBOS dbos) {
    this.dbos = dbos;
  }

  @Override
  @Workflow(name = "order")
  public void carryOut(String customer, int amount) {
    for (int i = 1; i <= 5; i++) {
      dbos.runStep(() -> {}, "step-" + i);
    }
  }
}
