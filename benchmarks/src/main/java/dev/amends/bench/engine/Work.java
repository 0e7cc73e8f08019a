package dev.amends.bench.engine;

import java.time.Duration;

/**
 * What one saga has to do.
 *
 * @param steps how many, one after the other
 * @param local how many of them are local, counted from the last one
 * @param pause how long a remote step takes
 */
record Work(int steps, int local, Duration pause) {
  static final Work FIVE_STEPS = new Work(5, 0, Duration.ZERO);

  Work ofSteps(int number) {
    return new Work(number, local, pause);
  }

  Work local(int number) {
    return new Work(steps, number, pause);
  }

  Work taking(Duration time) {
    return new Work(steps, local, time);
  }
}
