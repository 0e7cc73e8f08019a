package dev.amends.spring.observe;

import dev.amends.error.AmendsException;
import dev.amends.journal.SagaStatus;
import dev.amends.query.SagaQuery;
import dev.amends.spring.engine.EngineState;
import dev.amends.spring.engine.SagaEngine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of unfinished sagas, asked of the database at most once in a while and only when that is
 * known to answer: health and metrics are asked often, and most of all when it does not.
 */
public final class UnfinishedSagas {
  /** For how long numbers are used again. */
  public static final Duration FRESH = Duration.ofSeconds(10);

  private final SagaEngine engine;
  private final SagaQuery query;
  private @Nullable Map<SagaStatus, Long> counts;
  private long countedAt;

  public UnfinishedSagas(SagaEngine engine, SagaQuery query) {
    this.engine = engine;
    this.query = query;
  }

  /** Unfinished sagas by status; empty when they cannot be counted. */
  public Optional<Map<SagaStatus, Long>> byStatus() {
    EngineState state = engine.state();
    if (state.health() == null || !state.health().leased()) {
      return Optional.empty();
    }
    synchronized (this) {
      if (counts != null && System.nanoTime() - countedAt < FRESH.toNanos()) {
        return Optional.of(counts);
      }
      // Taken first, so that others go on with the old numbers while this thread asks.
      countedAt = System.nanoTime();
    }
    try {
      Map<SagaStatus, Long> fresh = Map.copyOf(query.countUnfinished());
      synchronized (this) {
        counts = fresh;
      }
      return Optional.of(fresh);
    } catch (AmendsException unavailable) {
      return Optional.empty();
    }
  }
}
