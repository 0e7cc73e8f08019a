package dev.amends.spring.observe;

import dev.amends.definition.Api;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.EngineListener;
import dev.amends.spi.Invocation;
import dev.amends.spring.engine.EngineState;
import dev.amends.spring.engine.SagaEngine;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * Metrics of the engine. Tags are names out of definitions and fixed words, so that their number is
 * bounded; ids and keys are never tags.
 */
public final class MeteredSagas implements EngineListener {
  private final MeterRegistry registry;

  public MeteredSagas(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Adds what is asked for instead of counted. */
  public static void gauges(MeterRegistry registry, SagaEngine engine, UnfinishedSagas unfinished) {
    Gauge.builder("amends.sagas.driving", engine, MeteredSagas::driving)
        .description("Sagas that this node has in memory")
        .register(registry);
    Gauge.builder("amends.engine.leased", engine, each -> leased(each) ? 1 : 0)
        .description("Whether this node may begin work")
        .register(registry);
    for (SagaStatus status : SagaStatus.values()) {
      if (!status.ended()) {
        Gauge.builder("amends.sagas.unfinished", unfinished, each -> count(each, status))
            .description("Unfinished sagas of all nodes")
            .tag("status", word(status))
            .register(registry);
      }
    }
  }

  private static double driving(SagaEngine engine) {
    EngineState state = engine.state();
    return state.health() == null ? 0 : state.health().driving();
  }

  private static boolean leased(SagaEngine engine) {
    EngineState state = engine.state();
    return state.health() != null && state.health().leased();
  }

  private static double count(UnfinishedSagas unfinished, SagaStatus status) {
    return unfinished
        .byStatus()
        .map(counts -> counts.getOrDefault(status, 0L).doubleValue())
        .orElse(Double.NaN);
  }

  @Override
  public void started(String type) {
    registry.counter("amends.sagas.started", "type", type).increment();
  }

  @Override
  public void settled(UUID id, String type, SagaStatus status, Duration took) {
    Timer.builder("amends.sagas.settled")
        .description("Sagas that ended, and how long they took")
        .tags("type", type, "status", word(status))
        .register(registry)
        .record(took);
  }

  @Override
  public void parked(UUID id, String type, ParkReason reason) {
    registry.counter("amends.sagas.parked", "type", type, "reason", word(reason)).increment();
  }

  @Override
  public void fenced(UUID id, String type) {
    registry.counter("amends.sagas.fenced", "type", type).increment();
  }

  @Override
  public void adopted(int sagas, boolean crashed) {
    registry.counter("amends.sagas.adopted", "crashed", Boolean.toString(crashed)).increment(sagas);
  }

  @Override
  public void called(Invocation invocation, String outcome, Duration took) {
    Api api = invocation.api();
    Timer.builder("amends.calls")
        .description("Calls of user code, and how long they took")
        .tags("type", invocation.type(), "step", invocation.step())
        .tags("work", invocation.work().name().toLowerCase(Locale.ROOT))
        .tags("api", api == null ? "none" : api.name(), "outcome", outcome)
        .register(registry)
        .record(took);
  }

  @Override
  public void flushed(int appends, int bytes, Duration took) {
    Timer.builder("amends.flush")
        .description("Transactions of the journal's writer")
        .register(registry)
        .record(took);
    DistributionSummary.builder("amends.flush.appends")
        .description("Appends in a transaction of the journal's writer")
        .register(registry)
        .record(appends);
    DistributionSummary.builder("amends.flush.size")
        .baseUnit("bytes")
        .description("Bytes in a transaction of the journal's writer")
        .register(registry)
        .record(bytes);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
