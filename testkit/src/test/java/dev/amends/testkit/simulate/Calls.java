package dev.amends.testkit.simulate;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.action.Run;
import dev.amends.error.StoreUnavailableException;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.testkit.simulate.OtherSide.Place;
import dev.amends.testkit.simulate.Weather.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What the steps of one node's definition do: calls that travel, and may come to grief. */
class Calls {
  /** Nobody waits inside of so many waits: what is outermost goes on last. */
  private static final int DEEP = 4;

  private static final Duration TRAVEL = ofMillis(60);

  private final World world;
  private final SimNode node;

  Calls(World world, SimNode node) {
    this.world = world;
    this.node = node;
  }

  String act(Run<?> run, Unit unit, String step) {
    node.check();
    String key = run.idempotencyKey();
    world.calls.calls(run, unit, step, key, node);
    long begun = world.time.nanos();
    mayStandStill(run);
    mayCrash();
    if (strikes(Trouble.REJECTED)) {
      travel(run, TRAVEL);
      throw says(run, step, "rejected", Outcome.rejected(new Failure("no", "refused", 422, null)));
    }
    if (strikes(Trouble.NOT_SENT)) {
      throw says(run, step, "not sent", Outcome.notSent(Failure.of("down", "not sent")));
    }
    if (strikes(Trouble.LOST_REQUEST)) {
      world.watch.struck(run);
      travel(run, TRAVEL);
      throw says(run, step, "request lost", unknown());
    }
    if (strikes(Trouble.LATE)) {
      return late(run, unit, step, key, within(ofMillis(900), begun));
    }
    if (strikes(Trouble.VERY_LATE)) {
      return late(run, unit, step, key, within(ofSeconds(10), begun));
    }
    travel(run, TRAVEL);
    if (timeToArrive(begun).isZero()) {
      world.watch.struck(run);
      throw says(run, step, "request given up", unknown());
    }
    String id = arrive(run, unit, step, key);
    mayCrash();
    if (strikes(Trouble.HANGS)) {
      world.watch.struck(run);
      world.say(node, () -> "call of " + step + " hangs");
      travel(run, run.timeLeft().plus(world.weather.upTo(ofSeconds(2))));
      return id;
    }
    if (strikes(Trouble.LOST_ANSWER)) {
      world.watch.struck(run);
      throw says(run, step, "answer lost", unknown());
    }
    travel(run, TRAVEL);
    mayStandStill(run);
    String given = mayBeUnstorable(run, step, id);
    world.say(node, () -> "call of " + step + " gave " + given);
    return given;
  }

  /**
   * The answer may be what the database does not take; what is there may be shown so ever after.
   */
  private String mayBeUnstorable(Run<?> run, String step, String id) {
    if (!strikes(Trouble.UNSTORABLE)) {
      return id;
    }
    world.watch.unstorable(run);
    if (world.weather.chance(0.5)) {
      world.otherSide.place(run.sagaId(), step).unstorable.add(id);
    }
    return id + OtherSide.UNSTORABLE;
  }

  /** The input of a saga that is to do a step. */
  String childInput(Run<String> run, String step) {
    node.check();
    if (strikes(Trouble.LOCAL_FAILS)) {
      world.watch.struck(run);
      throw new IllegalStateException("the input for " + step + " cannot be had");
    }
    return run.input() + "/" + step;
  }

  /** What a saga gives. */
  String output(Run<String> run) {
    node.check();
    String output = "out of " + run.input();
    if (strikes(Trouble.UNSTORABLE)) {
      world.watch.unstorable(run);
      return output + OtherSide.UNSTORABLE;
    }
    return output;
  }

  /** What arrives later than a late look comes nobody sees; no request is under way for so long. */
  private Duration timeToArrive(long begun) {
    long most = world.lateLookAfter.toNanos() / 10 * 9;
    return Duration.ofNanos(Math.max(0, most - (world.time.nanos() - begun)));
  }

  private Duration within(Duration most, long begun) {
    Duration left = timeToArrive(begun);
    return left.compareTo(most) < 0 ? left : most;
  }

  private boolean strikes(Trouble trouble) {
    return world.weather.strikes(trouble);
  }

  private String late(Run<?> run, Unit unit, String step, String key, Duration most) {
    world.watch.struck(run);
    Duration delay = world.weather.upTo(most);
    int fence = run.fence();
    world.underWay++;
    Future<?> unused =
        world.time.in(
            delay,
            () -> {
              world.underWay--;
              Place place = world.otherSide.place(run.sagaId(), step);
              if (!unit.refusesLate()) {
                String id = OtherSide.arrive(place, unit, key);
                world.say(null, () -> "late call of " + step + " made " + id);
              }
            });
    if (world.weather.chance(0.5)) {
      travel(run, run.timeLeft().plus(ofMillis(1)));
    }
    throw says(run, step, "no answer, under way, fence " + fence, unknown());
  }

  private String arrive(Run<?> run, Unit unit, String step, String key) {
    Place place = world.otherSide.place(run.sagaId(), step);
    boolean tooLate = run.timeLeft().isZero() || run.fence() < place.fence;
    if (unit.refusesLate() && tooLate) {
      world.watch.struck(run);
      throw says(run, step, "refused as late", unknown());
    }
    place.fence = Math.max(place.fence, run.fence());
    String id = OtherSide.arrive(place, unit, key);
    if (id == null) {
      throw says(run, step, "exists", Outcome.rejected(new Failure("exists", "it is", 409, null)));
    }
    return id;
  }

  List<String> look(Run<?> run, Unit unit, String step) {
    node.check();
    mayCrash();
    Place place = world.otherSide.place(run.sagaId(), step);
    place.fence = Math.max(place.fence, run.fence());
    travel(run, TRAVEL);
    if (strikes(Trouble.PROBE_FAILS)) {
      world.watch.struck(run);
      throw says(run, step, "probe failed", unknown());
    }
    List<String> seen = place.things.stream().map(thing -> OtherSide.shown(place, thing)).toList();
    travel(run, TRAVEL);
    world.say(node, () -> "probe of " + step + " saw " + seen);
    return seen;
  }

  void undo(Run<?> run, Unit unit, String step, @Nullable String id) {
    node.check();
    mayStandStill(run);
    world.calls.undoes(run, step, id);
    mayCrash();
    travel(run, TRAVEL);
    if (strikes(Trouble.UNDO_FAILS)) {
      world.watch.struck(run);
      throw says(run, step, "undo refused", unknown());
    }
    OtherSide.undo(world.otherSide.place(run.sagaId(), step), unit, id);
    mayCrash();
    if (strikes(Trouble.UNDO_FAILS)) {
      world.watch.struck(run);
      throw says(run, step, "undone, answer lost", unknown());
    }
    travel(run, TRAVEL);
    world.say(node, () -> "undid " + step + " " + id);
  }

  void refund(Run<?> run, String step, String paid) {
    node.check();
    world.calls.undoes(run, step, paid);
    mayCrash();
    if (strikes(Trouble.UNDO_FAILS)) {
      world.watch.struck(run);
      throw says(run, step, "refund refused", unknown());
    }
    world.otherSide.place(run.sagaId(), step).refunded.add(paid);
    world.say(node, () -> "refunded " + paid);
  }

  void write(Run<?> run, Unit unit, String step) {
    change(run, unit, step, 1);
  }

  void erase(Run<?> run, Unit unit, String step) {
    world.calls.undoes(run, step, null);
    change(run, unit, step, -1);
  }

  private void change(Run<?> run, Unit unit, String step, int by) {
    node.check();
    mayCrash();
    travel(run, TRAVEL);
    if (strikes(Trouble.LOCAL_FAILS)) {
      world.watch.struck(run);
      throw new IllegalStateException("a local step's business says no");
    }
    if (strikes(Trouble.LOCAL_FAILS)) {
      world.watch.struck(run);
      throw new StoreUnavailableException("a deadlock in a local step");
    }
    node.transactions().write(() -> world.calls.wrote(run.sagaId(), unit, step, by));
    travel(run, TRAVEL);
  }

  /** Time passes and the others go on, unless too many wait already. */
  private void travel(Run<?> run, Duration most) {
    if (world.time.depth() < DEEP && world.weather.chance(0.4)) {
      Duration time = world.weather.upTo(most);
      long end = world.time.nanos() + time.toNanos();
      boolean unused = world.time.until(() -> false, time);
      if (world.time.nanos() > end + 100_000_000) {
        world.watch.struck(run);
      }
    }
    node.check();
  }

  private void mayStandStill(Run<?> run) {
    if (world.mayPause() && strikes(Trouble.PAUSE_IN_CALL)) {
      Duration time = world.weather.upTo(ofSeconds(15));
      world.watch.struck(run);
      world.say(node, () -> "stands still in a call for " + time.toMillis() + " ms");
      world.paused();
      boolean unused = world.time.stall(() -> false, time);
    }
    node.check();
  }

  private void mayCrash() {
    if (strikes(Trouble.CRASH_IN_CALL)) {
      node.crash();
    }
    node.check();
  }

  private OutcomeException says(Run<?> run, String step, String what, Outcome outcome) {
    world.watch.struck(run);
    world.say(node, () -> "call of " + step + ": " + what);
    return new OutcomeException(outcome, what);
  }

  private static Outcome unknown() {
    return Outcome.unknown(Failure.of("lost", "nobody knows"));
  }
}
