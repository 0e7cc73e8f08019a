package dev.amends.systems.provisioning.integration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Acts on findings that no person was quick enough to act on. */
public final class RepairLoop {
  private static final Logger log = LoggerFactory.getLogger(RepairLoop.class);
  private static final int BATCH = 50;

  private final Repairs repairs;
  private final Reruns reruns;

  public RepairLoop(Repairs repairs, Reruns reruns) {
    this.repairs = repairs;
    this.reruns = reruns;
  }

  /** One round. Several nodes may go round at once: each finding is acted on by one of them. */
  @Scheduled(fixedDelayString = "${provisioning.repair.every:1s}")
  public void round() {
    for (RepairOrder order : repairs.due(BATCH)) {
      if (reruns.repair(order, order.updatedBy())) {
        log.info("Project {} is repaired: {}", order.projectId(), order.missing());
      }
    }
  }
}
