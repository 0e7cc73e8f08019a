package dev.amends.bench.engine;

import java.time.Duration;

/**
 * One load.
 *
 * @param name as the table says it
 * @param inFlight sagas at a time
 * @param inline whether callers wait and work for their sagas themselves
 * @param work what each saga has to do
 * @param nodes how many engines
 * @param surroundings what else there is on the server
 */
public record Case(
    String name, int inFlight, boolean inline, Work work, int nodes, Surroundings surroundings) {
  /** Sagas of five remote steps that the engine's own threads drive. */
  public static Case background(int inFlight) {
    return new Case(
        "background, " + inFlight + " in flight",
        inFlight,
        false,
        Work.FIVE_STEPS,
        1,
        Surroundings.NOTHING);
  }

  /** The same, driven by those who ask for them. */
  public static Case inline(int inFlight) {
    return new Case(
        "inline, " + inFlight + " in flight",
        inFlight,
        true,
        Work.FIVE_STEPS,
        1,
        Surroundings.NOTHING);
  }

  /** With so many steps altogether. */
  public Case ofSteps(int number) {
    return doing(name + ", " + number + " steps", work.ofSteps(number));
  }

  /** With so many of the steps local. */
  public Case local(int steps) {
    return doing(name + ", " + steps + " local", work.local(steps));
  }

  Case taking(Duration time) {
    return doing(name + ", steps of " + time.toMillis() + " ms", work.taking(time));
  }

  Case on(int engines) {
    return new Case(
        name + ", " + engines + " nodes", inFlight, inline, work, engines, surroundings);
  }

  Case in(Surroundings other) {
    return new Case(name + ", " + other.name(), inFlight, inline, work, nodes, other);
  }

  private Case doing(String longer, Work other) {
    return new Case(longer, inFlight, inline, other, nodes, surroundings);
  }

  Chain saga(Business business) {
    return new Chain("bench.chain", work, business);
  }
}
