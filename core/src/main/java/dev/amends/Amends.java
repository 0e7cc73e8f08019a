package dev.amends;

import dev.amends.definition.SagaDefinition;
import dev.amends.error.EngineNotRunningException;
import dev.amends.operator.Operator;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.query.SagaQuery;
import dev.amends.spi.Codec;
import dev.amends.spi.ContextCapture;
import dev.amends.spi.EngineListener;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Interceptor;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Scheduler;
import dev.amends.spi.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node's engine. Build it, {@link #start} it when the application can work, stop it last. Safe
 * for many threads.
 */
public final class Amends implements AutoCloseable {
  private final Engine engine;
  private final Sagas sagas;

  private Amends(Builder builder) {
    this.engine = new Engine(builder);
    this.sagas = engine.facade(this);
  }

  /** Begins to assemble an engine. */
  public static Builder on(SagaStore store, Transactions transactions, Codec codec) {
    return new Builder(store, transactions, codec);
  }

  /**
   * What the engine says of itself.
   *
   * @param running whether it was started and not stopped
   * @param leased whether it may begin work now
   * @param incarnation number of this start of the node, 0 before it
   * @param databaseTime database time as the engine knows it, null before it was read
   * @param driving sagas in memory
   */
  public record Health(
      boolean running,
      boolean leased,
      long incarnation,
      @Nullable Instant databaseTime,
      int driving) {}

  /**
   * Registers the node and begins to drive sagas.
   *
   * @throws dev.amends.error.StoreUnavailableException if the database cannot be reached; it may be
   *     called again then
   */
  public void start() {
    engine.start();
  }

  /** Takes no new work, waits for calls under way for at most so long, lets go of its sagas. */
  public void stop(Duration grace) {
    engine.stop(grace);
  }

  /** Whether it was started and not stopped. */
  public boolean running() {
    return engine.running();
  }

  /** For applications. */
  public Sagas sagas() {
    return sagas;
  }

  /** For persons who decide. */
  public Operator operator() {
    return engine.operator();
  }

  /** For screens. */
  public SagaQuery query() {
    return engine.query();
  }

  /** How it is. */
  public Health health() {
    return engine.health();
  }

  @Override
  public void close() {
    stop(Duration.ofSeconds(10));
  }

  void checkRunning() {
    if (!engine.running()) {
      throw new EngineNotRunningException(
          "The saga engine has not started yet or was stopped. Start sagas only once the application is ready, not while it is being put together");
    }
  }

  void started(String type) {
    engine.listener().started(type);
  }

  /** Assembles an engine. Not safe for several threads. */
  public static final class Builder {
    final SagaStore store;
    final Transactions transactions;
    final Codec codec;
    final List<SagaDefinition<?, ?>> definitions = new ArrayList<>();
    final List<OutcomeClassifier> classifiers = new ArrayList<>();
    final List<Interceptor> interceptors = new ArrayList<>();
    final List<EngineListener> listeners = new ArrayList<>();
    ContextCapture context = Map::of;
    EngineSettings settings = EngineSettings.defaults();
    Duration callTimeout = Duration.ofSeconds(10);
    @Nullable Scheduler scheduler;

    private Builder(SagaStore store, Transactions transactions, Codec codec) {
      this.store = store;
      this.transactions = transactions;
      this.codec = codec;
    }

    /** The definitions that this node can drive. */
    public Builder definitions(Collection<? extends SagaDefinition<?, ?>> more) {
      definitions.addAll(more);
      return this;
    }

    /** Classifiers, asked in order before the JDK's. */
    public Builder classifiers(Collection<? extends OutcomeClassifier> more) {
      classifiers.addAll(more);
      return this;
    }

    /** Interceptors, the first one outermost. */
    public Builder interceptors(Collection<? extends Interceptor> more) {
      interceptors.addAll(more);
      return this;
    }

    /** Listeners. */
    public Builder listeners(Collection<? extends EngineListener> more) {
      listeners.addAll(more);
      return this;
    }

    /** What is captured when a saga starts. */
    public Builder context(ContextCapture capture) {
      context = capture;
      return this;
    }

    /** Sizes and times. */
    public Builder settings(EngineSettings other) {
      settings = other;
      return this;
    }

    /** Time, threads and chance of the engine; those of the JVM if it is not called. */
    public Builder scheduler(Scheduler other) {
      scheduler = other;
      return this;
    }

    /** Total time of a remote call whose step does not set its own; default 10 s. */
    public Builder callTimeout(Duration total) {
      callTimeout = total;
      return this;
    }

    /**
     * Compiles the definitions.
     *
     * @throws dev.amends.error.InvalidDefinitionException naming every mistake of every definition
     */
    public Amends build() {
      return new Amends(this);
    }
  }
}
