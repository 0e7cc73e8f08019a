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
import dev.amends.spi.SagaFilter;
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
import org.jspecify.annotations.Nullable;

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

  private final Map<UUID, Integer> insisted = new HashMap<>();

  Clients(World world) {
    this.world = world;
  }

  void plan() {
    for (int i = 0; i < world.sagas; i++) {
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
    planSignalsForChildren();
    if (world.weather.strikes(Trouble.PERSON)) {
      for (int i = 0; i < 10; i++) {
        in(ofSeconds(3 + 3 * i), this::decide, 1);
      }
    }
  }

  private void planSignals(String key) {
    for (Unit unit : world.editions.units(Editions.OUTERMOST)) {
      if (unit.kind() == Unit.Kind.AWAIT && !world.weather.strikes(Trouble.NO_SIGNAL)) {
        int times = 1 + world.weather.below(3);
        for (int i = 0; i < times; i++) {
          String id = "id" + world.weather.below(2);
          Duration at = world.weather.upTo(ofSeconds(25));
          in(at, engine -> signal(engine, Editions.OUTERMOST, key, unit.name(), id), 8);
        }
      }
    }
  }

  /** Signals for sagas that do steps of others go to those that are there by then. */
  private void planSignalsForChildren() {
    for (String type : world.editions.types().subList(1, world.editions.types().size())) {
      for (Unit unit : world.editions.units(type)) {
        for (int i = 0; unit.kind() == Unit.Kind.AWAIT && i < 3; i++) {
          String id = "id" + world.weather.below(2);
          Duration at = world.weather.upTo(ofSeconds(28));
          in(at, engine -> signalAll(engine, type, unit.name(), id), 1);
        }
      }
    }
  }

  private void signalAll(Amends engine, String type, String name, String id) {
    for (SagaRow row : world.store.list(new SagaFilter(type, null, null, null, 100))) {
      if (row.key() != null && !world.weather.strikes(Trouble.NO_SIGNAL)) {
        signal(engine, type, row.key(), name, id);
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
    var handle = engine.sagas().start(Written.Outermost.class, key, "in");
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
    RunResult<String> result = engine.sagas().run(Written.Outermost.class, key, "in", patience);
    acknowledge(key, result.id());
    world.say(null, () -> "run of " + key + " gives " + result.getClass().getSimpleName());
    if (result instanceof RunResult.Succeeded) {
      told.put(result.id(), SagaStatus.SUCCEEDED);
    } else if (result instanceof RunResult.Undone) {
      told.put(result.id(), SagaStatus.COMPENSATED);
    }
  }

  private void signal(Amends engine, String type, String key, String name, String id) {
    boolean news =
        engine.sagas().signal(Written.of(type), key, Signal.of(name, "paid-" + id).withId(id));
    stored.add(key + " " + name + " " + id);
    world.say(
        null,
        () ->
            "signal "
                + name
                + " "
                + id
                + " for "
                + world.watch.name(key)
                + " stored, news "
                + news);
  }

  /** Mostly the one that was started, now and then one that does a step of some other one. */
  private void cancel(Amends engine, String key) {
    List<Seen> all = world.watch.sagas();
    SagaRow row = world.store.find(Editions.OUTERMOST, key).orElse(null);
    if (!all.isEmpty() && world.weather.chance(0.2)) {
      row = all.get(world.weather.below(all.size())).row;
    }
    if (row != null) {
      String name = world.watch.name(row);
      world.watch.ordered(row.id());
      Answer answer = engine.operator().cancel(Order.on(row.id(), PERSON, "cancel"));
      world.say(null, () -> "cancel of " + name + ": " + answer);
    }
  }

  private void decide(Amends engine) {
    for (Seen seen : world.watch.sagas()) {
      if (world.store.find(seen.row.id()).orElseThrow().status() == SagaStatus.PARKED) {
        decide(engine, seen.row.id());
      }
    }
  }

  /** Some decision on a parked saga. */
  void decide(Amends engine, UUID saga) {
    SagaView view = engine.query().find(saga).orElseThrow();
    List<StepView> steps = view.steps();
    String step = view.causeStep();
    if (!steps.isEmpty() && (step == null || world.weather.chance(0.3))) {
      step = steps.get(world.weather.below(steps.size())).name();
    }
    Decision decision = Decision.ALL.get(world.weather.below(Decision.ALL.size()));
    Answer unused = order(engine, view, decision, step);
  }

  /** Lets it try again, and when that was in vain, vouches for the last step that can be. */
  void insist(Amends engine, UUID saga) {
    SagaView view = engine.query().find(saga).orElseThrow();
    boolean resume = insisted.merge(saga, 1, Integer::sum) % 2 == 1;
    Answer answer = resume ? order(engine, view, Decision.RESUME, null) : Answer.STEP_SETTLED;
    for (int i = view.steps().size() - 1; i >= 0 && answer == Answer.STEP_SETTLED; i--) {
      answer = order(engine, view, Decision.DONE, view.steps().get(i).name());
    }
  }

  private Answer order(Amends engine, SagaView view, Decision decision, @Nullable String step) {
    Operator operator = engine.operator();
    Order order = new Order(view.id(), PERSON, "so decided", view.position());
    String which = step == null ? "-" : step;
    world.watch.ordered(view.id());
    Answer answer =
        switch (decision) {
          case RESUME -> operator.resume(order);
          case COMPENSATE -> operator.compensate(order);
          case DONE -> operator.done(order, which, "x", "seen");
          case SKIP -> operator.skip(order, which);
          case EDIT -> operator.editInput(order, "in" + world.weather.below(100));
        };
    world.saw("decision", decision + " " + answer);
    world.say(
        null,
        () ->
            "a person says %s to %s %s: %s"
                .formatted(decision, world.watch.name(String.valueOf(view.key())), which, answer));
    return answer;
  }

  /** What a person may decide. */
  private enum Decision {
    RESUME,
    COMPENSATE,
    DONE,
    SKIP,
    EDIT;

    /** Each as often as it is likely. */
    static final List<Decision> ALL =
        List.of(
            RESUME,
            RESUME,
            RESUME,
            RESUME,
            COMPENSATE,
            COMPENSATE,
            COMPENSATE,
            DONE,
            SKIP,
            EDIT,
            EDIT);
  }
}
