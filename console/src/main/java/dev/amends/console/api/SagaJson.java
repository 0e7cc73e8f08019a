package dev.amends.console.api;

import dev.amends.console.web.Json;
import dev.amends.definition.Api;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.outcome.Failure;
import dev.amends.plan.StepKind;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga with its steps. Fields are as in {@link SagaView}; input and output are JSON values, or
 * texts when what is stored is no JSON.
 */
record SagaJson(
    UUID id,
    String type,
    @Nullable String key,
    SagaStatus status,
    @Nullable ParkReason reason,
    int position,
    boolean pickedUp,
    boolean detailsRemoved,
    List<StepJson> steps,
    @Nullable ErrorJson cause,
    @Nullable String causeStep,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant endedAt,
    @Nullable Object input,
    @Nullable Object output,
    Map<String, String> context,
    @Nullable UUID parent) {

  /** A step. */
  record StepJson(
      String name,
      StepKind kind,
      @Nullable String group,
      StepStatus status,
      int attempts,
      @Nullable ErrorJson error,
      @Nullable Api api,
      @Nullable Instant updatedAt,
      @Nullable String updatedBy,
      @Nullable Object result,
      @Nullable UUID child) {
    static StepJson of(StepView step) {
      return new StepJson(
          step.name(),
          step.kind(),
          step.group(),
          step.status(),
          step.attempts(),
          ErrorJson.of(step.failure()),
          step.api(),
          step.updatedAt(),
          step.updatedBy() == null ? null : step.updatedBy().name(),
          shown(step.result()),
          step.child());
    }
  }

  /**
   * A failure.
   *
   * @param httpStatus status of the other side's answer, null when there was none
   */
  record ErrorJson(
      String code, String message, @Nullable Integer httpStatus, @Nullable String remoteCode) {
    static @Nullable ErrorJson of(@Nullable Failure failure) {
      return failure == null
          ? null
          : new ErrorJson(
              failure.code(),
              failure.message(),
              failure.httpStatus() == 0 ? null : failure.httpStatus(),
              failure.remoteCode());
    }
  }

  static SagaJson of(SagaView saga) {
    return new SagaJson(
        saga.id(),
        saga.type(),
        saga.key(),
        saga.status(),
        saga.reason(),
        saga.position(),
        saga.pickedUp(),
        saga.detailsRemoved(),
        saga.steps().stream().map(StepJson::of).toList(),
        ErrorJson.of(saga.cause()),
        saga.causeStep(),
        saga.startedAt(),
        saga.updatedAt(),
        saga.endedAt(),
        shown(saga.input()),
        shown(saga.output()),
        saga.context(),
        saga.parent());
  }

  /** What names this state of the saga in {@code If-Match}. */
  String etag() {
    return "\"" + position + "\"";
  }

  private static @Nullable Object shown(@Nullable String text) {
    return text == null || text.isEmpty() ? null : Json.shown(text);
  }
}
