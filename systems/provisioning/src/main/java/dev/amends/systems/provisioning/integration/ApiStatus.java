package dev.amends.systems.provisioning.integration;

import dev.amends.journal.StepStatus;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;

/** How far the call of one API has come. */
public enum ApiStatus {
  /** Not begun, or taken back. */
  READY,
  /** Under way. */
  RUNNING,
  /** Its effect is there. */
  SUCCESS,
  /** It failed and has no effect. */
  FAILED,
  /** Nobody can tell whether it has an effect. */
  UNKNOWN;

  static ApiStatus of(SagaView saga, StepView step) {
    if (step.status() == StepStatus.RUNNING && !saga.pickedUp()) {
      return READY;
    }
    return switch (step.status()) {
      case READY, COMPENSATED, SKIPPED -> READY;
      case RUNNING -> RUNNING;
      case SUCCESS -> SUCCESS;
      case FAILED, COMPENSATION_FAILED -> FAILED;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
