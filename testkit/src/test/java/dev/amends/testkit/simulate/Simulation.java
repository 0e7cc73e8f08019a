package dev.amends.testkit.simulate;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.spi.SagaRow;
import dev.amends.testkit.simulate.Weather.Trouble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** One seed: trouble first, then fair weather, in which everything has to come to rest. */
final class Simulation {
  private static final int TROUBLED_SECONDS = 30;

  /** A program has fewer steps that a person might have to decide on. */
  private static final int MOST_ROUNDS = 60;

  /** How a seed ended: what is broken, what happened, and how it was. */
  record Result(
      long seed, List<String> broken, List<String> trace, String program, Set<String> sights) {
    String text() {
      return "seed %d%n%s%n%s".formatted(seed, program, String.join("\n", broken));
    }
  }

  private final World world;
  private final Clients clients;
  private final Rest rest;

  private Simulation(long seed, boolean traced) {
    world = new World(seed, traced);
    clients = new Clients(world);
    rest = new Rest(world);
  }

  static Result of(long seed, boolean traced) {
    Simulation simulation = new Simulation(seed, traced);
    try {
      simulation.run();
    } catch (RuntimeException | Error failed) {
      StringWriter text = new StringWriter();
      failed.printStackTrace(new PrintWriter(text, true));
      simulation.world.watch.broken(text.toString());
    }
    World world = simulation.world;
    return new Result(
        seed,
        List.copyOf(world.watch.broken),
        world.trace == null ? List.of() : List.copyOf(world.trace),
        world.editions.toString(),
        Set.copyOf(world.sights));
  }

  private void run() {
    clients.plan();
    mischief();
    change();
    Future<?> unused = world.time.in(ofSeconds(TROUBLED_SECONDS), this::clear);
    world.time.advance(ofSeconds(TROUBLED_SECONDS));
    rest.await();
    for (int round = 0; round < 3 && canBeSettled(); round++) {
      decide();
      rest.await();
    }
    new Rules(world, clients).check();
    if (canBeSettled()) {
      insist();
      new Rules(world, clients).check();
    }
  }

  private void clear() {
    world.say(null, () -> "the weather is fair");
    world.weather.clear();
    world.outage = false;
  }

  private void mischief() {
    for (int second = 1; second < TROUBLED_SECONDS - 2; second += 2) {
      in(second, Trouble.CRASH, () -> withNode(SimNode::crash));
      in(second, Trouble.STOP, () -> withNode(SimNode::stop));
      in(
          second,
          Trouble.PAUSE,
          () -> withNode(node -> node.pauseFor(world.weather.upTo(ofSeconds(15)))));
      in(
          second,
          Trouble.CLOCK_JUMP,
          () -> withNode(node -> node.jumpBy(world.weather.upTo(ofSeconds(60)))));
      in(second, Trouble.OUTAGE, this::outage);
    }
  }

  /** From some time on nodes come up with another version; one to all are restarted for it. */
  private void change() {
    if (!world.editions.change()) {
      return;
    }
    Duration when = world.weather.between(ofSeconds(2), ofSeconds(20));
    Future<?> unused =
        world.time.in(
            when,
            () -> {
              world.say(null, () -> "the application is changed");
              world.changed = true;
              int restarted = 1 + world.weather.below(World.NODES);
              for (int i = 0; i < restarted; i++) {
                restart(i);
              }
            });
  }

  private void restart(int which) {
    boolean inGoodOrder = world.weather.chance(0.7);
    Future<?> unused =
        world.time.in(
            world.weather.upTo(ofSeconds(8)),
            () -> {
              SimNode node = world.nodes.get(which);
              if (!node.changed && node.running() && inGoodOrder) {
                node.stop();
              } else if (!node.changed) {
                node.crash();
              }
            });
  }

  private void in(int second, Trouble trouble, Runnable what) {
    if (world.weather.strikes(trouble)) {
      Duration when = ofSeconds(second).plus(world.weather.upTo(ofSeconds(2)));
      Future<?> unused = world.time.in(when, what);
    }
  }

  private void withNode(Consumer<SimNode> what) {
    SimNode node = world.anyNode();
    if (node != null) {
      what.accept(node);
    }
  }

  private void outage() {
    world.outage = true;
    world.say(null, () -> "the database is away");
    Future<?> unused =
        world.time.in(
            world.weather.between(ofMillis(500), ofSeconds(8)),
            () -> {
              world.outage = false;
              world.say(null, () -> "the database is back");
            });
  }

  private void decide() {
    for (SagaRow row : rest.parked()) {
      SimNode node = world.anyNode();
      if (node != null) {
        node.does(engine -> clients.decide(engine, row.id()));
      }
    }
  }

  /** Somebody who does not give up gets every saga to its end that some node can drive. */
  private void insist() {
    for (int round = 0; round < MOST_ROUNDS && canBeSettled(); round++) {
      for (SagaRow row : rest.parked()) {
        SimNode node = world.nodeFor(row);
        if (node != null) {
          node.does(engine -> clients.insist(engine, row.id()));
        }
      }
      rest.await();
    }
    rest.parked().stream()
        .filter(row -> world.nodeFor(row) != null)
        .forEach(row -> world.watch.broken("nobody can settle " + world.watch.name(row)));
  }

  private boolean canBeSettled() {
    return world.watch.broken.isEmpty()
        && rest.parked().stream().anyMatch(row -> world.nodeFor(row) != null);
  }
}
