package dev.amends.testkit.simulate;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.Amends;
import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.spi.Append;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Retention;
import dev.amends.testkit.simulate.Weather.Trouble;
import dev.amends.testkit.store.Fault;
import dev.amends.testkit.store.InMemorySagaStore;
import dev.amends.testkit.store.InMemoryTransactions;
import dev.amends.testkit.store.StoreFaults;
import dev.amends.testkit.store.StoreOperation;
import dev.amends.testkit.time.VirtualScheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** One life of a node: an engine with its own way to the database, until it crashes. */
final class SimNode implements StoreFaults {
  private final World world;
  final String name;
  final boolean changed;
  private final VirtualScheduler scheduler;
  private final InMemoryTransactions transactions;
  private final Amends amends;

  SimNode(World world, String name) {
    this.world = world;
    this.name = name;
    this.changed = world.comesUpChanged();
    this.scheduler = world.time.scheduler(name).latency(ofMillis(2));
    if (world.clocksDrift) {
      scheduler.rate(0.98 + 0.04 * world.time.random().nextDouble());
    }
    this.transactions = new InMemoryTransactions(world.database, this);
    this.amends =
        Amends.on(new InMemorySagaStore(world.database, this), transactions, new SimCodec())
            .definitions(Written.all(world.editions.edition(changed), new Calls(world, this)))
            .settings(settings())
            .scheduler(scheduler)
            .build();
    scheduler.workers().execute(this::start);
  }

  private EngineSettings settings() {
    return new EngineSettings(
        name,
        ofSeconds(5),
        ofSeconds(1),
        ofMillis(300),
        ofSeconds(4),
        ofSeconds(3),
        16,
        100,
        1 << 16,
        world.lateLookAfter,
        ofSeconds(1),
        Retention.Keep.DEFAULT,
        world.planGoneAfter);
  }

  private void start() {
    try {
      amends.start();
      world.say(
          this,
          () ->
              "runs%s as incarnation %d"
                  .formatted(changed ? " changed" : "", amends.health().incarnation()));
    } catch (StoreUnavailableException | UnknownCommitException later) {
      Future<?> unused = scheduler.timer("start").in(ofMillis(500), this::start);
    }
  }

  boolean running() {
    return !scheduler.crashed() && amends.running();
  }

  long incarnation() {
    return amends.health().incarnation();
  }

  InMemoryTransactions transactions() {
    return transactions;
  }

  void check() {
    scheduler.check();
  }

  /** Lets it do something, if it lives. */
  void does(Consumer<Amends> what) {
    if (running()) {
      scheduler
          .workers()
          .execute(
              () -> {
                if (amends.running()) {
                  what.accept(amends);
                }
              });
    }
  }

  void crash() {
    if (!scheduler.crashed()) {
      world.say(this, () -> "crashes");
      scheduler.crash();
      world.down(this);
    }
  }

  void pauseFor(Duration time) {
    world.say(this, () -> "stands still for " + time.toMillis() + " ms");
    scheduler.pauseFor(time);
  }

  void jumpBy(Duration time) {
    world.say(this, () -> "its clock jumps by " + time.toMillis() + " ms");
    scheduler.jump(time);
  }

  void stop() {
    does(
        engine -> {
          world.say(this, () -> "stops in good order");
          engine.stop(ofSeconds(2));
          scheduler.crash();
          world.down(this);
        });
  }

  @Override
  public void before(StoreOperation operation) {
    disturb(operation);
    if (world.outage || world.weather.strikes(Trouble.STORE_DOWN)) {
      throw new StoreUnavailableException("unreachable for " + operation);
    }
  }

  private void disturb(StoreOperation operation) {
    check();
    if (world.weather.strikes(Trouble.CRASH_AT_STORE)) {
      world.say(this, () -> "at " + operation);
      crash();
    }
    if (world.mayPause() && world.weather.strikes(Trouble.PAUSE_AT_STORE)) {
      Duration time = world.weather.upTo(ofSeconds(15));
      world.say(this, () -> "stands still at " + operation + " for " + time.toMillis() + " ms");
      world.paused();
      boolean unused = world.time.stall(() -> false, time);
    }
    check();
  }

  @Override
  public Fault atCommit(StoreOperation operation, List<Append> appends) {
    if (scheduler.crashed()) {
      return Fault.UNAVAILABLE;
    }
    disturb(operation);
    Fault fault = refuses(appends) ? Fault.REFUSED : fault();
    if (fault != Fault.NONE) {
      world.say(this, () -> "commit of " + operation + " is " + fault);
    }
    return fault;
  }

  private static boolean refuses(List<Append> appends) {
    return appends.stream().anyMatch(append -> unstorable(append) || refuses(append.alongside()));
  }

  private static boolean unstorable(Append append) {
    String text = new String(append.facts(), StandardCharsets.ISO_8859_1);
    return text.contains(OtherSide.UNSTORABLE);
  }

  private Fault fault() {
    Weather weather = world.weather;
    if (weather.strikes(Trouble.COMMIT_LOST)) {
      return weather.chance(0.5) ? Fault.LOST_APPLIED : Fault.LOST_NOT_APPLIED;
    }
    if (weather.strikes(Trouble.COMMIT_PENDING)) {
      world.endPendingLater();
      return Fault.LOST_PENDING;
    }
    if (weather.strikes(Trouble.COMMIT_REFUSED)) {
      return List.of(Fault.UNAVAILABLE, Fault.BLOCKED, Fault.AGAIN).get(weather.below(3));
    }
    return Fault.NONE;
  }

  @Override
  public void after(StoreOperation operation) {
    world.watch.committed(operation);
    disturb(operation);
  }
}
