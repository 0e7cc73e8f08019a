package dev.amends.testkit.explore;

import dev.amends.Amends;
import dev.amends.definition.SagaDefinition;
import dev.amends.jackson.JacksonCodec;
import dev.amends.journal.ParkReason;
import dev.amends.spi.Codec;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a saga once for everything that can go wrong with it, and checks how it comes out.
 *
 * <pre>{@code
 * @Test
 * void survivesEveryCrash() {
 *   CrashExplorer.of(World::new)
 *       .saga(world -> new PlaceOrder(world.hotel, world.rows), world -> new Order("o-1"))
 *       .check((world, end) -> assertThat(world.hotel.bookings()).hasSize(end.succeeded() ? 1 : 0))
 *       .run()
 *       .throwIfBroken();
 * }
 * }</pre>
 *
 * <p>First the saga runs undisturbed: once with every step succeeding, and once for each step with
 * that step refused, so that it turns round or parks there. Whatever those runs pass that is
 * durable or user code is a point: each write and commit of the store, each action, probe and undo.
 * Then there is one run for every point, before and after its effect, and everything that can go
 * wrong there: the process dies or is told to stop, the call times out or throws, the answer to the
 * commit is lost. After these come pairs, whose second fault strikes during the recovery from the
 * first.
 *
 * <p>A process that died leaves no trace but what it had written and the requests that had left; a
 * new node over the same database takes over. A caller that got no answer asks again with the same
 * key. A saga that parks because a step was refused is resumed once that is over.
 *
 * <p>Waits are short: policies keep their numbers of attempts, their times become milliseconds, and
 * only a settle time of zero stays what it is. Several runs go on at once, each with a world of its
 * own.
 *
 * <p>What must hold in the end: the saga has ended, or is parked for a reason that its definition
 * declares; journal and index agree, and no node wrote after another had taken over; no action was
 * called after its undo, undos came in reverse order, no step was called more often than its policy
 * allows. Of what steps do through {@link Effects}, those of a step that succeeded are there as
 * often as when nothing goes wrong, and those of a step that failed or was undone are not. And what
 * the test's own check says.
 *
 * <p>Not safe for several threads.
 *
 * @param <W> the test's world: what the saga's steps work on
 * @param <I> the saga's input
 */
public final class CrashExplorer<W, I> {
  private static final Duration BUDGET = Duration.ofSeconds(30);
  private static final int PAIRS = 60;
  private static final int PARALLEL = 4;

  private final Function<Effects, W> world;
  private final Function<W, ? extends SagaDefinition<I, ?>> definition;
  private final Function<W, I> input;
  private final Set<ParkReason> mayPark = EnumSet.noneOf(ParkReason.class);
  private Function<W, ? extends List<? extends SagaDefinition<?, ?>>> children = any -> List.of();
  private Check<W> check = (any, end) -> {};
  private Function<W, Ground> ground = any -> Ground.inMemory();
  private @Nullable Codec codec;
  private UnaryOperator<Amends.Builder> engine = UnaryOperator.identity();
  private boolean inTransaction;
  private Duration budget = BUDGET;
  private Duration patience = Duration.ofSeconds(10);
  private int pairs = PAIRS;
  private int parallel = PARALLEL;
  private long seed = 1;

  private CrashExplorer(
      Function<Effects, W> world,
      Function<W, ? extends SagaDefinition<I, ?>> definition,
      Function<W, I> input) {
    this.world = world;
    this.definition = definition;
    this.input = input;
  }

  /**
   * A test's own check of a run.
   *
   * @param <W> the test's world
   */
  @FunctionalInterface
  public interface Check<W> {
    /** Throws if the world does not fit the way in which the saga came to rest. */
    void check(W world, Settled end) throws Exception;
  }

  /**
   * A world whose saga is to be explored.
   *
   * @param <W> the test's world
   */
  public static final class Stage<W> {
    private final Function<Effects, W> world;

    private Stage(Function<Effects, W> world) {
      this.world = world;
    }

    /**
     * Which saga, and what it is started with.
     *
     * @param definition the definition that works on this world
     * @param input the input that fits this world
     */
    public <I> CrashExplorer<W, I> saga(
        Function<W, ? extends SagaDefinition<I, ?>> definition, Function<W, I> input) {
      return new CrashExplorer<>(world, definition, input);
    }
  }

  /**
   * Begins with the world that the saga's steps work on: other people's systems, repositories.
   * Every run has a fresh one.
   *
   * @param world makes a world; its fakes may do their effects through the {@link Effects}
   */
  public static <W> Stage<W> of(Function<Effects, W> world) {
    return new Stage<>(Objects.requireNonNull(world, "world"));
  }

  /**
   * The definitions of the sagas that do its steps, each before those that it does steps of; their
   * calls are points as well.
   */
  public CrashExplorer<W, I> children(
      Function<W, ? extends List<? extends SagaDefinition<?, ?>>> definitions) {
    children = definitions;
    return this;
  }

  /** The test's own check of every run that came to rest; default none. */
  public CrashExplorer<W, I> check(Check<W> own) {
    check = own;
    return this;
  }

  /**
   * The database that each run works on; default {@link Ground#inMemory}.
   *
   * @param database gives the database of a world, empty and used by nobody else
   */
  public CrashExplorer<W, I> on(Function<W, Ground> database) {
    ground = database;
    return this;
  }

  /** What payloads are written with; default a {@link JacksonCodec}. */
  public CrashExplorer<W, I> codec(Codec other) {
    codec = other;
    return this;
  }

  /** Adds to each node's engine what the application adds: classifiers, interceptors, context. */
  public CrashExplorer<W, I> engine(UnaryOperator<Amends.Builder> additions) {
    engine = additions;
    return this;
  }

  /** Lets the caller start the saga in a transaction of its own; default: without one. */
  public CrashExplorer<W, I> startedInTransaction() {
    inTransaction = true;
    return this;
  }

  /**
   * Reasons for which the saga may park. Without this, a saga may park only where its definition
   * says so: a refused step of one that reprocesses, a lost answer of a step that is called at most
   * once, a policy with fewer attempts than faults.
   */
  public CrashExplorer<W, I> mayPark(ParkReason... reasons) {
    mayPark.addAll(Set.of(reasons));
    return this;
  }

  /** How long it may take altogether; default 30 s. What was not tried by then is counted. */
  public CrashExplorer<W, I> within(Duration time) {
    budget = time;
    return this;
  }

  /** How long one run may take to come to rest before it counts as broken; default 10 s. */
  public CrashExplorer<W, I> patience(Duration time) {
    patience = time;
    return this;
  }

  /** How many runs have two faults; default 60, all that are possible when there are fewer. */
  public CrashExplorer<W, I> pairs(int number) {
    pairs = number;
    return this;
  }

  /**
   * What pairs are drawn with, and the order of everything: it matters which runs come first when
   * time runs out. Default 1, so that a test tries the same whenever it runs.
   */
  public CrashExplorer<W, I> seed(long number) {
    seed = number;
    return this;
  }

  /** How many runs go on at once; default 4. */
  public CrashExplorer<W, I> parallel(int runs) {
    if (runs < 1) {
      throw new IllegalArgumentException("At least one run must go on at a time, got " + runs);
    }
    parallel = runs;
    return this;
  }

  /** Explores. */
  public CrashReport run() {
    Codec chosen = codec == null ? new JacksonCodec() : codec;
    Play<W, I> play =
        new Play<>(
            world,
            ground,
            definition,
            children,
            input,
            check,
            chosen,
            engine,
            inTransaction,
            Set.copyOf(mayPark),
            patience);
    return new Exploration<>(play, new Exploration.Bounds(budget, pairs, parallel, seed)).run();
  }
}
