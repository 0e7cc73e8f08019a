package dev.amends.bench.engine;

import java.time.Duration;

/**
 * One load.
 *
 * @param name as the table says it
 * @param inFlight sagas at a time
 * @param inline whether callers wait and work for their sagas themselves
 * @param local how many of the five steps are local
 * @param pause how long a remote step takes
 * @param nodes how many engines
 */
record Case(String name, int inFlight, boolean inline, int local, Duration pause, int nodes) {
  static Case background(int inFlight) {
    return new Case("background, " + inFlight + " in flight", inFlight, false, 0, Duration.ZERO, 1);
  }

  static Case inline(int inFlight) {
    return new Case("inline, " + inFlight + " in flight", inFlight, true, 0, Duration.ZERO, 1);
  }

  Case local(int steps) {
    return new Case(name + ", " + steps + " local", inFlight, inline, steps, pause, nodes);
  }

  Case taking(Duration time) {
    String longer = name + ", steps of " + time.toMillis() + " ms";
    return new Case(longer, inFlight, inline, local, time, nodes);
  }

  Case on(int engines) {
    return new Case(name + ", " + engines + " nodes", inFlight, inline, local, pause, engines);
  }

  FiveSteps saga(Business business) {
    return new FiveSteps("bench.five-steps", local, pause, business);
  }
}
