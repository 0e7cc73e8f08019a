package dev.amends.spring.engine;

import dev.amends.RunResult;
import dev.amends.SagaHandle;
import dev.amends.Sagas;
import dev.amends.Signal;
import dev.amends.definition.SagaDefinition;
import dev.amends.plan.Outline;
import dev.amends.query.SagaView;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code Sagas} that can be injected before the engine exists. A start that meets a transaction
 * which takes nothing any more (in callbacks after a commit), or one of another database, has a
 * transaction of its own instead of being lost.
 */
public final class EngineBackedSagas implements Sagas {
  private final SagaEngine engine;
  private final SpringTransactions transactions;
  private final SagaStarts starts;

  public EngineBackedSagas(SagaEngine engine, SpringTransactions transactions, SagaStarts starts) {
    this.engine = engine;
    this.transactions = transactions;
    this.starts = starts;
  }

  @Override
  public <I> SagaHandle start(
      Class<? extends SagaDefinition<I, ?>> definition, @Nullable String key, I input) {
    Sagas sagas = engine.amends().sagas();
    return starts.around(
        definition.getSimpleName(), () -> joinedOrOwn(() -> sagas.start(definition, key, input)));
  }

  private <T> T joinedOrOwn(Supplier<T> start) {
    if (!transactions.active() || transactions.present()) {
      return start.get();
    }
    try {
      return transactions.inNew(start::get);
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public <I, O> RunResult<O> run(
      Class<? extends SagaDefinition<I, O>> definition, String key, I input, Duration patience) {
    Sagas sagas = engine.amends().sagas();
    return starts.around(
        definition.getSimpleName(), () -> sagas.run(definition, key, input, patience));
  }

  @Override
  public <O> Optional<RunResult<O>> await(
      Class<? extends SagaDefinition<?, O>> definition, String key, Duration patience) {
    return engine.amends().sagas().await(definition, key, patience);
  }

  @Override
  public boolean signal(
      Class<? extends SagaDefinition<?, ?>> definition, String key, Signal signal) {
    Sagas sagas = engine.amends().sagas();
    return joinedOrOwn(() -> sagas.signal(definition, key, signal));
  }

  @Override
  public Optional<SagaView> find(Class<? extends SagaDefinition<?, ?>> definition, String key) {
    return engine.amends().sagas().find(definition, key);
  }

  @Override
  public Optional<SagaView> find(UUID id) {
    return engine.amends().sagas().find(id);
  }

  @Override
  public Map<String, SagaView> findAll(
      Class<? extends SagaDefinition<?, ?>> definition, Collection<String> keys) {
    return engine.amends().sagas().findAll(definition, keys);
  }

  @Override
  public List<Outline> outlines() {
    return engine.compiled().sagas().outlines();
  }
}
