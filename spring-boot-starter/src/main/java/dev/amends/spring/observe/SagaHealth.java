package dev.amends.spring.observe;

import dev.amends.Amends;
import dev.amends.journal.SagaStatus;
import dev.amends.spring.engine.EngineState;
import dev.amends.spring.engine.SagaEngine;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the engine, as {@code amends}: UP while it drives sagas, OUT_OF_SERVICE while it waits
 * for its database at the start, DOWN when it has lost its lease or the database does not fit.
 * Parked sagas are told, and are no illness. Fit for the readiness group:
 *
 * <pre>{@code
 * management.endpoint.health.group.readiness.include=readinessState,amends
 * }</pre>
 */
public final class SagaHealth implements HealthIndicator {
  private final SagaEngine engine;
  private final UnfinishedSagas unfinished;

  public SagaHealth(SagaEngine engine, UnfinishedSagas unfinished) {
    this.engine = engine;
    this.unfinished = unfinished;
  }

  @Override
  public Health health() {
    EngineState state = engine.state();
    Health.Builder health = builder(state);
    health.withDetail("phase", state.phase().name().toLowerCase(java.util.Locale.ROOT));
    if (state.waitingFor() != null) {
      health.withDetail("waitingFor", state.waitingFor());
    }
    Amends.Health own = state.health();
    if (own != null) {
      health.withDetail("leased", own.leased());
      health.withDetail("incarnation", own.incarnation());
      health.withDetail("driving", own.driving());
      if (own.databaseTime() != null) {
        health.withDetail("databaseTime", own.databaseTime().toString());
      }
      unfinished
          .byStatus()
          .ifPresent(
              counts -> {
                health.withDetail("parked", counts.getOrDefault(SagaStatus.PARKED, 0L));
                health.withDetail(
                    "unfinished", counts.values().stream().mapToLong(Long::longValue).sum());
              });
    }
    return health.build();
  }

  private static Health.Builder builder(EngineState state) {
    return switch (state.phase()) {
      case RUNNING ->
          state.health() != null && state.health().leased() ? Health.up() : Health.down();
      case FAILING -> Health.down();
      case NEW, WAITING, STOPPED -> Health.outOfService();
    };
  }
}
