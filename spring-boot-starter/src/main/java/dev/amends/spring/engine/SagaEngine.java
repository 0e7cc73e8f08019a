package dev.amends.spring.engine;

import dev.amends.Amends;
import dev.amends.error.EngineNotRunningException;
import dev.amends.error.StoreUnavailableException;
import dev.amends.spring.engine.EngineState.Phase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;

/**
 * The engine as a part of the application's life. Definitions are checked when all singletons
 * exist. It starts before the web server and stops after it; the data source is closed later still.
 * When the database cannot be reached, the application starts all the same and the engine follows
 * in the background. Safe for many threads.
 */
public final class SagaEngine implements SmartLifecycle, SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(SagaEngine.class);

  /**
   * Later than other parts, but before the web server, which has {@code Integer.MAX_VALUE - 2048}
   * (and its graceful shutdown 1,024 more): those who give work start after and stop before.
   */
  public static final int PHASE = Integer.MAX_VALUE - 3072;

  private static final String BEFORE_START =
      "The saga engine starts when all beans exist. Start sagas from requests, listeners or an ApplicationRunner, not from constructors, @PostConstruct or earlier lifecycle beans.";

  private final EngineFactory factory;
  private final DatabaseOpening database;
  private final Duration startWait;
  private final Duration grace;
  private volatile Phase phase = Phase.NEW;
  private volatile @Nullable String waitingFor;
  private volatile @Nullable Built built;
  private volatile @Nullable StartAttempts attempts;

  /** An engine and the store that it was built on. */
  private record Built(Amends amends, LateStore store) {}

  private SagaEngine(EngineFactory factory, DatabaseOpening database, Life life) {
    this.factory = factory;
    this.database = database;
    this.startWait = life.startWait();
    this.grace = life.grace();
  }

  /**
   * How an engine begins and ends.
   *
   * @param schema what is done about its tables
   * @param writers connections that write the journal
   * @param startWait how long start-up waits for the database
   * @param grace how long calls under way may take to end
   */
  public record Life(SchemaMode schema, int writers, Duration startWait, Duration grace) {}

  /** An engine in a database. */
  public static SagaEngine of(
      EngineFactory factory, DataSource dataSource, SpringTransactions transactions, Life life) {
    return new SagaEngine(
        factory,
        new DatabaseOpening(dataSource, transactions, life.schema(), life.writers()),
        life);
  }

  /** Compiles the definitions, so that their mistakes end the start-up, database or not. */
  @Override
  public void afterSingletonsInstantiated() {
    built = build();
  }

  private Built build() {
    LateStore store = new LateStore();
    return new Built(factory.build(store.asStore()), store);
  }

  @Override
  public void start() {
    // A context that was stopped can be started again; an engine cannot.
    Built present = built;
    Built fresh = present == null || phase == Phase.STOPPED ? build() : present;
    synchronized (this) {
      built = fresh;
      phase = Phase.WAITING;
      waitingFor = "it has not answered yet";
    }
    StartAttempts trying = new StartAttempts(() -> start(fresh), this::move);
    attempts = trying;
    CompletableFuture<Void> started = trying.begin();
    try {
      waitFor(started, trying);
    } catch (ExecutionException mistake) {
      if (mistake.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(mistake.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      trying.end();
    }
  }

  private void waitFor(CompletableFuture<Void> started, StartAttempts trying)
      throws ExecutionException, InterruptedException {
    try {
      started.get(startWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException notYet) {
      if (trying.goOnInBackground()) {
        LOG.warn(
            "The application starts without its sagas, which follow as soon as they can: {}",
            waitingFor);
      } else {
        started.get();
      }
    }
  }

  private void start(Built engine) {
    if (!engine.store().isOpen()) {
      engine.store().open(database.open());
    }
    engine.amends().start();
    if (!move(Phase.RUNNING, null)) {
      engine.amends().stop(Duration.ZERO);
      engine.store().close();
    }
  }

  /** Tells how far the start is, unless the end has come first. */
  private synchronized boolean move(Phase next, @Nullable String reason) {
    if (phase == Phase.STOPPED) {
      return false;
    }
    waitingFor = reason;
    phase = next;
    return true;
  }

  @Override
  public void stop() {
    StartAttempts trying = attempts;
    if (trying != null) {
      trying.end();
    }
    Phase before;
    Built ending;
    synchronized (this) {
      before = phase;
      ending = built;
      waitingFor = null;
      phase = Phase.STOPPED;
    }
    if (ending != null) {
      if (before == Phase.RUNNING) {
        ending.amends().stop(grace);
      }
      ending.store().close();
    }
  }

  @Override
  public boolean isRunning() {
    return phase == Phase.WAITING || phase == Phase.FAILING || phase == Phase.RUNNING;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** How it is. */
  public EngineState state() {
    Built present = built;
    Phase now = phase;
    return new EngineState(
        now,
        waitingFor,
        present == null || now != Phase.RUNNING ? null : present.amends().health());
  }

  /**
   * The engine as far as it needs no database: the structure of its definitions.
   *
   * @throws EngineNotRunningException before all beans exist
   */
  Amends compiled() {
    Built present = built;
    if (present == null) {
      throw new EngineNotRunningException(BEFORE_START);
    }
    return present.amends();
  }

  /**
   * The engine, for use.
   *
   * @throws EngineNotRunningException before the application has started and once it ends
   * @throws StoreUnavailableException while the database is waited for
   */
  Amends amends() {
    Built present = built;
    Phase now = phase;
    if (now == Phase.RUNNING && present != null) {
      return present.amends();
    }
    if (now == Phase.WAITING || now == Phase.FAILING) {
      throw new StoreUnavailableException(
          "The saga engine waits for its database (%s). Nothing was written; it may be tried again."
              .formatted(waitingFor));
    }
    throw new EngineNotRunningException(
        now == Phase.STOPPED
            ? "The saga engine was stopped, because the application ends."
            : BEFORE_START);
  }
}
