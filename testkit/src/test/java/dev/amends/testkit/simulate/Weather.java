package dev.amends.testkit.simulate;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** How often what goes wrong. Each seed has its own climate: some troubles often, some never. */
final class Weather {
  /** What may go wrong. */
  enum Trouble {
    REJECTED(0.05, 0.3),
    NOT_SENT(0.05, 0.3),
    LOST_ANSWER(0.05, 0.3),
    LOST_REQUEST(0.05, 0.3),
    HANGS(0.03, 0.15),
    LATE(0.05, 0.2),
    VERY_LATE(0.03, 0.15),
    UNDO_FAILS(0.05, 0.5),
    PROBE_FAILS(0.05, 0.5),
    LOCAL_FAILS(0.02, 0.1),
    UNSTORABLE(0.01, 0.08),
    CRASH_IN_CALL(0.02, 0.1),
    PAUSE_IN_CALL(0.02, 0.1),
    CRASH_AT_STORE(0.001, 0.01),
    PAUSE_AT_STORE(0.001, 0.008),
    STORE_DOWN(0.01, 0.1),
    COMMIT_LOST(0.02, 0.15),
    COMMIT_PENDING(0.02, 0.1),
    COMMIT_REFUSED(0.02, 0.15),
    CRASH(0.1, 0.5),
    PAUSE(0.1, 0.5),
    STOP(0.05, 0.3),
    CLOCK_JUMP(0.1, 0.5),
    OUTAGE(0.1, 0.5),
    PERSON(0.2, 0.8),
    CANCEL(0.1, 0.5),
    NO_SIGNAL(0.2, 0.5);

    private final double seldom;
    private final double often;

    Trouble(double seldom, double often) {
      this.seldom = seldom;
      this.often = often;
    }
  }

  private final Random random;
  private final Consumer<Trouble> told;
  private final Map<Trouble, Double> climate = new EnumMap<>(Trouble.class);
  private boolean fair;

  /** A climate; {@code told} hears of every trouble that strikes. */
  Weather(Random random, Consumer<Trouble> told) {
    this.random = random;
    this.told = told;
    boolean mild = random.nextDouble() < 0.1;
    for (Trouble trouble : Trouble.values()) {
      double draw = random.nextDouble();
      double rate = draw < 0.55 || mild ? 0 : draw < 0.85 ? trouble.seldom : trouble.often;
      climate.put(trouble, rate);
    }
  }

  /** From now on nothing goes wrong. */
  void clear() {
    fair = true;
  }

  boolean fair() {
    return fair;
  }

  /** Whether it is a trouble of this climate. */
  boolean has(Trouble trouble) {
    return climate.getOrDefault(trouble, 0.0) > 0;
  }

  boolean strikes(Trouble trouble) {
    double rate = climate.getOrDefault(trouble, 0.0);
    boolean strikes = !fair && rate > 0 && random.nextDouble() < rate;
    if (strikes) {
      told.accept(trouble);
    }
    return strikes;
  }

  /** A time up to that. */
  Duration upTo(Duration most) {
    return Duration.ofNanos((long) (most.toNanos() * random.nextDouble()));
  }

  Duration between(Duration least, Duration most) {
    return least.plus(upTo(most.minus(least)));
  }

  boolean chance(double p) {
    return random.nextDouble() < p;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
