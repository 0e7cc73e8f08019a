package dev.amends.systems.provisioning.integration;

import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.query.SagaView;

/** How far the integration of a whole project has come. */
public enum MessengerStatus {
  /** Written down, and not picked up yet. */
  READY,
  /** Under way, forward or back. */
  RUNNING,
  /** Everything is there. */
  SUCCESS,
  /** It waits for a person. */
  FAILED;

  static MessengerStatus of(SagaView saga) {
    if (saga.status() == SagaStatus.RUNNING) {
      return saga.pickedUp() ? RUNNING : READY;
    }
    return switch (saga.status()) {
      case RUNNING, COMPENSATING -> RUNNING;
      case SUCCEEDED -> complete(saga) ? SUCCESS : FAILED;
      case PARKED, COMPENSATED -> FAILED;
    };
  }

  /** A person may have left a step out; then not everything is there. */
  private static boolean complete(SagaView saga) {
    return saga.steps().stream().noneMatch(step -> step.status() == StepStatus.SKIPPED);
  }
}
