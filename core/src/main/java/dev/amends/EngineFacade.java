package dev.amends;

import dev.amends.action.ResultType;
import dev.amends.definition.SagaDefinition;
import dev.amends.error.StoreUnavailableException;
import dev.amends.internal.drive.Drive;
import dev.amends.internal.plans.Histories;
import dev.amends.internal.plans.Plans;
import dev.amends.internal.start.EngineSagas;
import dev.amends.internal.start.Signals;
import dev.amends.internal.start.StartResult;
import dev.amends.journal.History;
import dev.amends.journal.SagaStatus;
import dev.amends.outcome.Failure;
import dev.amends.plan.Outline;
import dev.amends.plan.Plan;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaView;
import dev.amends.spi.Codec;
import dev.amends.spi.Mailbox;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine as applications see it. */
final class EngineFacade implements Sagas {
  private static final Logger log = LoggerFactory.getLogger(EngineFacade.class);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Amends amends;
  private final EngineSagas engine;
  private final Signals signals;
  private final Plans plans;
  private final Histories histories;
  private final SagaStore store;
  private final SagaQuery query;
  private final Codec codec;
  private final Scheduler scheduler;
  private final Duration grace;

  EngineFacade(
      Amends amends,
      EngineSagas engine,
      Signals signals,
      Plans plans,
      Histories histories,
      Parts parts) {
    this.amends = amends;
    this.engine = engine;
    this.signals = signals;
    this.plans = plans;
    this.histories = histories;
    this.store = parts.store();
    this.query = parts.query();
    this.codec = parts.codec();
    this.scheduler = parts.scheduler();
    this.grace = parts.grace();
  }

  /** What the facade reads with. */
  record Parts(
      SagaStore store, SagaQuery query, Codec codec, Scheduler scheduler, Duration grace) {}

  @Override
  public <I> SagaHandle start(
      Class<? extends SagaDefinition<I, ?>> definition, @Nullable String key, I input) {
    amends.checkRunning();
    Plan plan = plans.of(definition);
    StartResult started = engine.start(plan, key, Objects.requireNonNull(input, "input"));
    if (started.created()) {
      amends.started(plan.type());
    }
    return new SagaHandle(started.id(), plan.type(), key, started.created());
  }

  @Override
  public <I, O> RunResult<O> run(
      Class<? extends SagaDefinition<I, O>> definition, String key, I input, Duration patience) {
    amends.checkRunning();
    Plan plan = plans.of(definition);
    long until = scheduler.nanos() + patience.plus(grace).toNanos();
    StartResult started =
        engine.run(
            plan,
            Objects.requireNonNull(key, "key"),
            Objects.requireNonNull(input, "input"),
            patience);
    if (started.created()) {
      amends.started(plan.type());
    }
    return result(started.id(), started.drive(), until);
  }

  @Override
  public <O> Optional<RunResult<O>> await(
      Class<? extends SagaDefinition<?, O>> definition, String key, Duration patience) {
    amends.checkRunning();
    engine.checkOutsideTransaction();
    Plan plan = plans.of(definition);
    long until = scheduler.nanos() + patience.toNanos();
    return store.find(plan.type(), key).map(row -> result(row.id(), null, until));
  }

  private <O> RunResult<O> result(UUID id, @Nullable Drive drive, long until) {
    if (drive != null && drive.rest().isDone() && !drive.rest().isCompletedExceptionally()) {
      return result(id, drive.rest().join());
    }
    while (true) {
      Instant due = null;
      try {
        Optional<SagaRow> row = store.find(id);
        RunResult<O> rests = row.isPresent() ? rests(row.get()) : null;
        if (rests != null) {
          return rests;
        }
        due = row.map(SagaRow::due).orElse(null);
      } catch (StoreUnavailableException unavailable) {
        log.debug("How saga {} stands cannot be read now", id, unavailable);
      }
      if (scheduler.nanos() - until >= 0 || Thread.currentThread().isInterrupted()) {
        return new RunResult.Unsettled<>(id, due);
      }
      scheduler.pause(POLL);
    }
  }

  private <O> @Nullable RunResult<O> rests(SagaRow row) {
    if (!row.status().ended() && row.status() != SagaStatus.PARKED) {
      return null;
    }
    Histories.Loaded loaded = histories.load(row);
    if (loaded instanceof Histories.Loaded.Whole whole) {
      return result(row.id(), whole.history());
    }
    if (loaded instanceof Histories.Loaded.Removed) {
      return removed(row);
    }
    return row.reason() == null ? null : new RunResult.Parked<>(row.id(), row.reason(), null);
  }

  /** What is still known of a saga that ended so long ago that its journal has been removed. */
  private <O> RunResult<O> removed(SagaRow row) {
    if (row.status() == SagaStatus.COMPENSATED) {
      String why = "Everything is undone; why was removed with the saga's journal.";
      return new RunResult.Undone<>(row.id(), null, Failure.of("details-removed", why));
    }
    Plan own = plans.byHash(row.planHash());
    Plan plan = own == null ? plans.byType(row.type()).orElse(null) : own;
    return plan != null && plan.outputType() == null
        ? new RunResult.Succeeded<>(row.id(), null)
        : new RunResult.Removed<>(row.id());
  }

  @SuppressWarnings("unchecked")
  private <O> RunResult<O> result(UUID id, History history) {
    Failure cause = history.cause();
    int step = history.causeStep();
    String name = step < 0 ? null : history.plan().step(step).name();
    return switch (history.status()) {
      case SUCCEEDED -> {
        ResultType<?> type = history.plan().outputType();
        O output = type == null ? null : (O) codec.decode(history.output(), type);
        yield new RunResult.Succeeded<>(id, output);
      }
      case COMPENSATED ->
          new RunResult.Undone<>(
              id, name, cause == null ? Failure.of("undone", "It was undone.") : cause);
      case PARKED ->
          new RunResult.Parked<>(id, Objects.requireNonNull(history.parkReason()), cause);
      default -> new RunResult.Unsettled<>(id, null);
    };
  }

  @Override
  public boolean signal(
      Class<? extends SagaDefinition<?, ?>> definition, String key, Signal signal) {
    amends.checkRunning();
    Mailbox.SignalId id = new Mailbox.SignalId(signal.name(), signal.id());
    return signals.store(
        plans.of(definition), Objects.requireNonNull(key, "key"), id, signal.payload());
  }

  @Override
  public Optional<SagaView> find(Class<? extends SagaDefinition<?, ?>> definition, String key) {
    return query.find(plans.of(definition).type(), key);
  }

  @Override
  public Optional<SagaView> find(UUID id) {
    return query.find(id);
  }

  @Override
  public Map<String, SagaView> findAll(
      Class<? extends SagaDefinition<?, ?>> definition, Collection<String> keys) {
    return query.findAll(plans.of(definition).type(), keys);
  }

  @Override
  public List<Outline> outlines() {
    return plans.outlines();
  }
}
