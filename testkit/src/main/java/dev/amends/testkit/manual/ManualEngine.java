package dev.amends.testkit.manual;

import dev.amends.Amends;
import dev.amends.RunResult;
import dev.amends.SagaHandle;
import dev.amends.Sagas;
import dev.amends.Signal;
import dev.amends.definition.SagaDefinition;
import dev.amends.jackson.JacksonCodec;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Operator;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaView;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Retention;
import dev.amends.testkit.store.InMemoryDatabase;
import dev.amends.testkit.store.InMemorySagaStore;
import dev.amends.testkit.store.InMemoryTransactions;
import dev.amends.testkit.time.VirtualScheduler;
import dev.amends.testkit.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real engine on a store in memory, in virtual time: {@link #drain}, {@link #advance} and
 * {@link #settle} let things happen, on the thread that calls them, and only they, {@link #run} and
 * other waiting do. An action that blocks its thread blocks the test. Not safe for several threads.
 */
public final class ManualEngine implements AutoCloseable {
  /** Longer than any default policy tries. */
  private static final Duration LONGEST = Duration.ofDays(2);

  private final VirtualTime time = new VirtualTime(1);
  private final InMemoryDatabase database = new InMemoryDatabase(time);
  private final InMemorySagaStore store = new InMemorySagaStore(database);
  private final InMemoryTransactions transactions = new InMemoryTransactions(database);
  private final List<SagaDefinition<?, ?>> definitions;
  private VirtualScheduler node;
  private Amends amends;

  private ManualEngine(Collection<? extends SagaDefinition<?, ?>> definitions) {
    this.definitions = List.copyOf(definitions);
    this.node = time.scheduler("manual");
    this.amends = begin(node);
  }

  /**
   * A running engine with these definitions.
   *
   * @throws dev.amends.error.InvalidDefinitionException naming every mistake of every definition
   */
  public static ManualEngine of(SagaDefinition<?, ?>... definitions) {
    return new ManualEngine(List.of(definitions));
  }

  /** A running engine with these definitions. */
  public static ManualEngine of(Collection<? extends SagaDefinition<?, ?>> definitions) {
    return new ManualEngine(definitions);
  }

  private Amends begin(VirtualScheduler scheduler) {
    Amends engine =
        Amends.on(new InMemorySagaStore(database), transactions, new JacksonCodec())
            .definitions(definitions)
            .settings(settings())
            .scheduler(scheduler)
            .build();
    engine.start();
    return engine;
  }

  /** As by default, but whatever waits stays in memory, so that it goes on at its very time. */
  private static EngineSettings settings() {
    EngineSettings usual = EngineSettings.defaults();
    return new EngineSettings(
        "manual",
        usual.lease(),
        usual.sweepEvery(),
        usual.sweepEvery(),
        usual.forgottenAfter(),
        Duration.ofDays(365),
        usual.workers(),
        usual.driving(),
        usual.payloadLimit(),
        usual.lateLookAfter(),
        usual.grace(),
        Retention.Keep.DEFAULT,
        usual.planGoneAfter());
  }

  /** What an application starts and finds sagas with. */
  public Sagas sagas() {
    return amends.sagas();
  }

  /** What a person decides with. */
  public Operator operator() {
    return amends.operator();
  }

  /** What a screen reads. */
  public SagaQuery query() {
    return amends.query();
  }

  /** The transactions of local steps, in which a test's own records may take part. */
  public InMemoryTransactions transactions() {
    return transactions;
  }

  /** The virtual time of day. */
  public Instant now() {
    return database.now();
  }

  /** Starts a saga; it does nothing yet, besides the local steps that come first. */
  public <I> SagaHandle start(
      Class<? extends SagaDefinition<I, ?>> definition, @Nullable String key, I input) {
    return sagas().start(definition, key, input);
  }

  /** Starts a saga and lets time pass until it rests, for at most an hour. */
  public <I, O> RunResult<O> run(
      Class<? extends SagaDefinition<I, O>> definition, String key, I input) {
    return sagas().run(definition, key, input, Duration.ofHours(1));
  }

  /** Stores a signal; the saga hears of it when things may happen again. */
  public boolean signal(
      Class<? extends SagaDefinition<?, ?>> definition, String key, Signal signal) {
    return sagas().signal(definition, key, signal);
  }

  /** Lets all happen that is due now; no time passes. */
  public void drain() {
    time.drain();
  }

  /** Lets that much time pass, and all happen that falls into it. */
  public void advance(Duration by) {
    time.advance(by);
  }

  /**
   * Lets time pass until every saga has ended or is parked, late looks included. A saga that waits
   * for a signal waits until its time is up.
   *
   * @throws IllegalStateException if some do not within two days
   */
  public void settle() {
    drain();
    if (!time.until(this::atRest, LONGEST)) {
      throw new IllegalStateException(
          "Sagas do not come to rest within %s: %s".formatted(LONGEST, unsettled()));
    }
    drain();
  }

  private boolean atRest() {
    return unsettled().isEmpty() && store.mailbox().late(1).isEmpty();
  }

  private Map<SagaStatus, Long> unsettled() {
    Map<SagaStatus, Long> unfinished = store.countUnfinished();
    unfinished.remove(SagaStatus.PARKED);
    return unfinished;
  }

  /**
   * The process is gone, and another one begins. What was under way is taken up once the lease has
   * run out, which is a matter of {@link #advance} or {@link #settle}.
   */
  public void crash() {
    node.crash();
    node = time.scheduler("manual");
    amends = begin(node);
  }

  /**
   * Begins to say how a saga has to stand.
   *
   * @throws AssertionError if there is none of that key
   */
  public SagaAssert assertThat(Class<? extends SagaDefinition<?, ?>> definition, String key) {
    SagaView view =
        sagas()
            .find(definition, key)
            .orElseThrow(
                () ->
                    new AssertionError(
                        "There is no saga of %s with key '%s'"
                            .formatted(definition.getSimpleName(), key)));
    return new SagaAssert(view, query().journal(view.id()));
  }

  @Override
  public void close() {
    amends.stop(Duration.ZERO);
  }
}
