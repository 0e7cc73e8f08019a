package dev.amends.testkit.simulate;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.Amends;
import dev.amends.RunResult;
import dev.amends.Signal;
import dev.amends.journal.Actor;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Answer;
import dev.amends.operator.Operator;
import dev.amends.operator.Order;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;
import dev.amends.spi.SagaRow;
import dev.amends.testkit.simulate.Weather.Trouble;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Those who start sagas, send signals, and decide. */
final class Clients {
  private static final Actor PERSON = Actor.of("person");

  private final World world;

  /** Keys whose start was answered with a handle. */
  final Map<String, UUID> acknowledged = new HashMap<>();

  /** What callers were told. */
  final Map<UUID, SagaStatus> told = new HashMap<>();

  /** Signals that were stored for certain: "key name id". */
  final Set<String> stored = new HashSet<>();

  Clients(World world) {
    this.world = world;
  }

  void plan() {
    for (int i = 0; i < world.program.sagas(); i++) {
      String key = "k" + i;
      Duration at = world.weather.upTo(ofSeconds(6));
      boolean runs = world.weather.chance(0.25);
      in(at, runs ? engine -> run(engine, key) : engine -> start(engine, key), 8);
      if (world.weather.chance(0.2)) {
        in(at.plus(world.weather.upTo(ofSeconds(2))), engine -> start(engine, key), 1);
      }
      planSignals(key);
      if (world.weather.strikes(Trouble.CANCEL)) {
        in(at.plus(world.weather.upTo(ofSeconds(6))), engine -> cancel(engine, key), 1);
      }
    }
    if (world.weather.strikes(Trouble.PERSON)) {
      for (int i = 0; i < 10; i++) {
        in(ofSeconds(3 + 3 * i), this::decide, 1);
      }
    }
  }

  private void planSignals(String key) {
    for (Unit unit : world.program.units()) {
      if (unit.kind() == Unit.Kind.AWAIT && !world.weather.strikes(Trouble.NO_SIGNAL)) {
        int times = 1 + world.weather.below(3);
        for (int i = 0; i < times; i++) {
          String id = "id" + world.weather.below(2);
          Duration at = world.weather.upTo(ofSeconds(25));
          in(at, engine -> signal(engine, key, unit.name(), id), 8);
        }
      }
    }
  }

  /** Asks some node then; without one, or without an answer, again a few times. */
  private void in(Duration when, Consumer<Amends> what, int tries) {
    Future<?> unused =
        world.time.in(
            when,
            () -> {
              SimNode node = world.anyNode();
              if (node == null && tries > 0) {
                in(ofMillis(700), what, tries - 1);
              } else if (node != null) {
                node.does(engine -> tries(engine, what, tries));
              }
            });
  }

  private void tries(Amends engine, Consumer<Amends> what, int tries) {
    try {
      what.accept(engine);
    } catch (RuntimeException failed) {
      world.say(null, () -> "a client is told " + failed);
      if (tries > 1) {
        in(ofMillis(700), what, tries - 1);
      }
    }
  }

  private void start(Amends engine, String key) {
    var handle = engine.sagas().start(Written.class, key, "in");
    acknowledge(key, handle.id());
  }

  private void acknowledge(String key, UUID id) {
    UUID before = acknowledged.put(key, id);
    world.say(null, () -> "start of " + key + " is answered");
    if (before != null && !before.equals(id)) {
      world.watch.broken("two sagas were started with key " + key);
    }
  }

  private void run(Amends engine, String key) {
    Duration patience = world.weather.between(ofMillis(500), ofSeconds(10));
    RunResult<String> result = engine.sagas().run(Written.class, key, "in", patience);
    acknowledge(key, result.id());
    world.say(null, () -> "run of " + key + " gives " + result.getClass().getSimpleName());
    if (result instanceof RunResult.Succeeded) {
      told.put(result.id(), SagaStatus.SUCCEEDED);
    } else if (result instanceof RunResult.Undone) {
      told.put(result.id(), SagaStatus.COMPENSATED);
    }
  }

  private void signal(Amends engine, String key, String name, String id) {
    boolean news =
        engine.sagas().signal(Written.class, key, Signal.of(name, "paid-" + id).withId(id));
    stored.add(key + " " + name + " " + id);
    world.say(null, () -> "signal " + name + " " + id + " for " + key + " stored, news " + news);
  }

  private void cancel(Amends engine, String key) {
    SagaRow row = world.store.find(Written.TYPE, key).orElse(null);
    if (row != null) {
      world.watch.ordered(row.id());
      Answer answer = engine.operator().cancel(Order.on(row.id(), PERSON, "cancel"));
      world.say(null, () -> "cancel of " + key + ": " + answer);
    }
  }

  private void decide(Amends engine) {
    for (int i = 0; i < world.program.sagas(); i++) {
      SagaRow row = world.store.find(Written.TYPE, "k" + i).orElse(null);
      if (row != null && row.status() == SagaStatus.PARKED) {
        decide(engine, row.id());
      }
    }
  }

  /** Some decision on a parked saga. */
  void decide(Amends engine, UUID saga) {
    Operator operator = engine.operator();
    SagaView view = engine.query().find(saga).orElseThrow();
    Order order = new Order(saga, PERSON, "so decided", view.position());
    world.watch.ordered(saga);
    List<StepView> steps = view.steps();
    String step = view.causeStep();
    if (step == null || world.weather.chance(0.3)) {
      step = steps.get(world.weather.below(steps.size())).name();
    }
    String which = step;
    int draw = world.weather.below(10);
    Answer answer =
        draw < 5
            ? operator.resume(order)
            : draw < 8
                ? operator.compensate(order)
                : draw < 9 ? operator.done(order, which, "x", "seen") : operator.skip(order, which);
    world.say(
        null,
        () ->
            "a person "
                + (draw < 5 ? "resumes" : draw < 8 ? "compensates" : draw < 9 ? "does" : "skips")
                + " "
                + view.key()
                + " "
                + which
                + ": "
                + answer);
  }
}
