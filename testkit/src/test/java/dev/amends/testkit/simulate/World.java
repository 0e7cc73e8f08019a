package dev.amends.testkit.simulate;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.spi.SagaRow;
import dev.amends.testkit.simulate.Weather.Trouble;
import dev.amends.testkit.store.InMemoryDatabase;
import dev.amends.testkit.store.InMemorySagaStore;
import dev.amends.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that one seed's simulation has in it. */
final class World {
  static final int NODES = 3;

  final VirtualTime time;
  final Weather weather;
  final Editions editions;
  final int sagas;
  final Duration planGoneAfter;
  final Duration lateLookAfter;
  final InMemoryDatabase database;
  final InMemorySagaStore store;
  final OtherSide otherSide = new OtherSide();
  final Watch watch;
  final CallRules calls;
  final List<SimNode> nodes = new ArrayList<>();
  final @Nullable List<String> trace;
  final Set<String> sights = new TreeSet<>();
  final boolean clocksDrift;
  boolean outage;
  boolean changed;
  int underWay;
  private int pauses;

  World(long seed, boolean traced) {
    time = new VirtualTime(seed * 0x9E3779B97F4A7C15L + 1);
    trace = traced ? new ArrayList<>() : null;
    weather = new Weather(time.random(), trouble -> saw("trouble", trouble.name()));
    clocksDrift = weather.chance(0.2);
    editions = Editions.draw(time.random());
    sagas = 1 + weather.below(editions.types().size() > 1 ? 2 : 3);
    planGoneAfter = editions.change() ? ofSeconds(6 + weather.below(24)) : ofSeconds(300);
    lateLookAfter = ofSeconds(12 + Math.floorMod(seed, 28));
    database = new InMemoryDatabase(time);
    store = new InMemorySagaStore(database);
    watch = new Watch(this);
    calls = new CallRules(this, watch);
    for (int i = 0; i < NODES; i++) {
      nodes.add(new SimNode(this, "n" + i));
    }
  }

  /** Nested waits end in reverse order, so that there must not be too many. */
  boolean mayPause() {
    return time.depth() < 5 && pauses < 6;
  }

  void paused() {
    pauses++;
  }

  /** Whether all nodes know the database's time well. */
  boolean exactClocks() {
    return !clocksDrift && !clocksJump() && !weather.has(Trouble.PAUSE_AT_STORE);
  }

  /** Whether a node may take it for later than it is. */
  boolean clocksJump() {
    return weather.has(Trouble.CLOCK_JUMP);
  }

  void say(@Nullable SimNode node, Supplier<String> what) {
    if (trace != null) {
      String who = node == null ? "  " : node.name;
      trace.add("%9.3f %s %s".formatted(time.nanos() / 1e9, who, what.get()));
    }
  }

  /** Notes that something has happened in this seed. */
  void saw(String what, String which) {
    sights.add(what + " " + which);
  }

  /** Whether a node that begins now runs the changed application. */
  boolean comesUpChanged() {
    return changed && weather.chance(0.85);
  }

  /** A node is gone; another life of it begins later. */
  void down(SimNode node) {
    Future<?> unused =
        time.in(
            weather.between(ofMillis(200), ofSeconds(8)),
            () -> nodes.replaceAll(one -> one == node ? new SimNode(this, node.name) : one));
  }

  /** Which of the nodes that run. */
  @Nullable SimNode anyNode() {
    List<SimNode> running = nodes.stream().filter(SimNode::running).toList();
    return running.isEmpty() ? null : running.get(weather.below(running.size()));
  }

  /** A node that has the plan of that saga. */
  @Nullable SimNode nodeFor(SagaRow row) {
    return nodes.stream()
        .filter(node -> node.running() && editions.has(row.planHash(), node.changed))
        .findFirst()
        .orElse(null);
  }

  /** Whether every node has the plan of that saga. */
  boolean readable(UUID saga) {
    return store
        .find(saga)
        .filter(row -> nodes.stream().allMatch(node -> editions.has(row.planHash(), node.changed)))
        .isPresent();
  }

  void endPendingLater() {
    Future<?> unused =
        time.in(
            weather.upTo(ofSeconds(3)),
            () -> {
              int ended = database.endPending(weather.chance(0.5));
              say(null, () -> ended + " pending commits have come to an end");
              watch.look();
            });
  }
}
