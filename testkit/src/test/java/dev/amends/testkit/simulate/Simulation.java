package dev.amends.testkit.simulate;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.journal.SagaStatus;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.testkit.simulate.Weather.Trouble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** One seed: trouble first, then fair weather, in which everything has to come to rest. */
final class Simulation {
  private static final int TROUBLED_SECONDS = 30;
  private static final int FAIR_SECONDS = 600;

  /** How a seed ended: what is broken, what happened, and how it was. */
  record Result(long seed, List<String> broken, List<String> trace, String program, long events) {
    String text() {
      return "seed %d%n%s%n%s".formatted(seed, program, String.join("\n", broken));
    }
  }

  private final World world;
  private final Clients clients;

  private Simulation(long seed, boolean traced) {
    world = new World(seed, traced);
    clients = new Clients(world);
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
        world.program.toString(),
        world.time.nanos());
  }

  private void run() {
    clients.plan();
    mischief();
    Future<?> unused = world.time.in(ofSeconds(TROUBLED_SECONDS), this::clear);
    world.time.advance(ofSeconds(TROUBLED_SECONDS));
    rest();
    for (int round = 0; round < 3 && parked() && world.watch.broken.isEmpty(); round++) {
      decide();
      rest();
    }
    new Rules(world, clients).check();
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
      in(second, Trouble.OUTAGE, this::outage);
    }
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

  private void rest() {
    int seconds = 0;
    do {
      world.time.advance(ofSeconds(3));
      seconds += 3;
    } while (!atRest() && seconds < FAIR_SECONDS);
    if (seconds >= FAIR_SECONDS) {
      unsettled().forEach(this::restless);
    }
  }

  private void restless(SagaRow row) {
    String name = world.watch.name(row);
    world.watch.broken("%s does not come to rest: it is %s".formatted(name, row.status()));
  }

  private boolean atRest() {
    return world.underWay == 0 && unsettled().isEmpty() && world.store.mailbox().late(1).isEmpty();
  }

  private List<SagaRow> unsettled() {
    return sagas().stream()
        .filter(row -> !row.status().ended() && row.status() != SagaStatus.PARKED)
        .filter(row -> !waitsInLine(row))
        .toList();
  }

  /** Behind one that is parked, it may wait for ever. */
  private boolean waitsInLine(SagaRow row) {
    return world.program.exclusive()
        && row.type().equals(Written.TYPE)
        && world
            .store
            .exclusives()
            .holder("the-key")
            .filter(first -> !first.equals(row.address()))
            .flatMap(first -> world.store.byNumber(List.of(first.number())).stream().findFirst())
            .filter(first -> first.status() == SagaStatus.PARKED)
            .isPresent();
  }

  private List<SagaRow> sagas() {
    return world.store.list(new SagaFilter(null, null, null, null, 1000));
  }

  private boolean parked() {
    return sagas().stream().anyMatch(row -> row.status() == SagaStatus.PARKED);
  }

  private void decide() {
    for (SagaRow row : sagas()) {
      if (row.status() == SagaStatus.PARKED && row.type().equals(Written.TYPE)) {
        withNode(node -> node.does(engine -> clients.decide(engine, row.id())));
      }
    }
  }
}
