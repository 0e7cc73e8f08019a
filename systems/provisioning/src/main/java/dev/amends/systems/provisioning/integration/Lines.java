package dev.amends.systems.provisioning.integration;

import dev.amends.definition.Api;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;
import dev.amends.systems.provisioning.project.Project;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the line of one API, whatever is known of it. */
record Lines(Project project, String name, Api api, String request) {
  boolean isIn(RepairOrder order) {
    return order.missing().contains(name);
  }

  ApiLine of(SagaView saga, StepView step, Responsible responsible) {
    Instant updated = step.updatedAt();
    return new ApiLine(
        name,
        api.method(),
        api.url(),
        request,
        ApiStatus.of(saga, step),
        step.attempts(),
        error(saga, step),
        saga.startedAt(),
        responsible.starter(),
        updated == null ? saga.startedAt() : updated,
        responsible.updater(step));
  }

  /** A success has no error any more, even where an attempt before it had. */
  private static @Nullable ApiError error(SagaView saga, StepView step) {
    boolean settled = ApiStatus.of(saga, step) == ApiStatus.SUCCESS;
    return settled || step.failure() == null ? null : ApiError.of(step.failure());
  }

  ApiLine missing(RepairOrder order) {
    return new ApiLine(
        name,
        api.method(),
        api.url(),
        request,
        ApiStatus.FAILED,
        1,
        ApiError.missing(),
        project.createdAt(),
        project.createdBy(),
        order.updatedAt(),
        order.updatedBy());
  }

  /** The journal of a saga is only ever thrown away once everything has come to its end. */
  ApiLine forgotten() {
    return new ApiLine(
        name,
        api.method(),
        api.url(),
        request,
        ApiStatus.SUCCESS,
        1,
        null,
        project.createdAt(),
        project.createdBy(),
        project.createdAt(),
        project.createdBy());
  }
}
