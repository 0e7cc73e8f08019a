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
 */
public record Case(String name, int inFlight, boolean inline, Work work, int nodes) {
  /** Sagas of five remote steps that the engine's own threads drive. */
  public static Case background(int inFlight) {
    return new Case("background, " + inFlight + " in flight", inFlight, false, Work.FIVE_STEPS, 1);
  }

  /** The same, driven by those who ask for them. */
  public static Case inline(int inFlight) {
    return new Case("inline, " + inFlight + " in flight", inFlight, true, Work.FIVE_STEPS, 1);
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
    return new Case(name + ", " + engines + " nodes", inFlight, inline, work, engines);
  }

  private Case doing(String longer, Work other) {
    return new Case(longer, inFlight, inline, other, nodes);
  }

  Chain saga(Business business) {
    return new Chain("bench.chain", work, business);
  }
}
