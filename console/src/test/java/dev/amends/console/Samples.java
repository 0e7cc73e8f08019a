package dev.amends.console;

import dev.amends.definition.Api;
import dev.amends.journal.Actor;
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

/** Sagas to show. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Api API = FakeSagas.CREATE_TEAM;

  private Samples() {}

  static UUID id(int number) {
    return UUID.fromString("00000000-0000-7000-8000-%012d".formatted(number));
  }

  static SagaView parked(int number, int position) {
    return saga(number, "project.create", SagaStatus.PARKED, ParkReason.STEP_FAILED, position);
  }

  static SagaView saga(
      int number, String type, SagaStatus status, @Nullable ParkReason reason, int position) {
    return new SagaView(
        id(number),
        type,
        "key-" + number,
        status,
        reason,
        position,
        true,
        new Failure("http.422", "Team exists", 422, "store.team.exists"),
        "team",
        NOON,
        NOON.plusSeconds(5),
        status.ended() ? NOON.plusSeconds(9) : null,
        List.of(
            new StepView(
                "row",
                StepKind.LOCAL,
                null,
                StepStatus.SUCCESS,
                1,
                null,
                null,
                NOON.plusSeconds(1),
                null,
                "{\"id\":7,\"price\":1.10}",
                null),
            new StepView(
                "team",
                StepKind.REMOTE,
                "teams",
                StepStatus.FAILED,
                4,
                new Failure("timeout", "No answer", 0, null),
                API,
                NOON.plusSeconds(5),
                Actor.of("anna"),
                null,
                null)),
        "{\"name\":\"apollo\",\"token\":\"***\"}",
        null,
        Map.of("correlationId", "c-1"),
        null);
  }

  static SagaView with(SagaView saga, String key, String input) {
    return new SagaView(
        saga.id(),
        saga.type(),
        key,
        saga.status(),
        saga.reason(),
        saga.position(),
        saga.pickedUp(),
        new Failure(key, key, 0, key),
        saga.causeStep(),
        saga.startedAt(),
        saga.updatedAt(),
        saga.endedAt(),
        saga.steps(),
        input,
        null,
        Map.of(key, key),
        saga.parent());
  }

  static SagaView movedTo(SagaView saga, SagaStatus status, int position) {
    return new SagaView(
        saga.id(),
        saga.type(),
        saga.key(),
        status,
        null,
        position,
        saga.pickedUp(),
        saga.cause(),
        saga.causeStep(),
        saga.startedAt(),
        saga.updatedAt(),
        saga.endedAt(),
        saga.steps(),
        saga.input(),
        saga.output(),
        saga.context(),
        saga.parent());
  }
}
