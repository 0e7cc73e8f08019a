package dev.amends.spi;

import java.time.Duration;

/**
 * Sizes and times of an engine. Immutable; {@link #defaults} gives the documented defaults.
 *
 * @param node what this node calls itself, for people; default {@code node}
 * @param lease how long a node that is silent keeps its sagas; default 10 s
 * @param sweepEvery how often forgotten, orphaned and due sagas are looked for; default 1 s
 * @param mailEvery how often messages for sagas are looked for; default 100 ms
 * @param forgottenAfter age from which an own saga unknown to memory counts as forgotten; default 5
 *     s
 * @param dormantAbove a saga that waits longer leaves memory; default 10 s
 * @param workers threads that run actions, where the JVM has no virtual threads; default 64
 * @param driving sagas in memory at most, of one type four fifths of them; more wait in the
 *     database, five times as many of a type before further starts of it are refused; default
 *     20,000
 * @param payloadLimit bytes of an input or a result; default 1 MiB
 * @param lateLookAfter how long after a saga's end a late effect is looked for; default 1 min
 * @param grace how much longer than its patience a caller waits for the cause; default 1 s
 * @param keep how long ended sagas are kept; default 30 days. Journals must outlive {@code
 *     lateLookAfter}, because the late look reads them, and a lease, because they refuse writes of
 *     nodes that lost it
 * @param planGoneAfter how long no live node has had a saga's plan before another version of its
 *     definition takes it over; default 5 min
 */
public record EngineSettings(
    String node,
    Duration lease,
    Duration sweepEvery,
    Duration mailEvery,
    Duration forgottenAfter,
    Duration dormantAbove,
    int workers,
    int driving,
    int payloadLimit,
    Duration lateLookAfter,
    Duration grace,
    Retention.Keep keep,
    Duration planGoneAfter) {
  public EngineSettings {
    positive("lease", lease);
    positive("sweepEvery", sweepEvery);
    positive("mailEvery", mailEvery);
    positive("forgottenAfter", forgottenAfter);
    positive("dormantAbove", dormantAbove);
    positive("planGoneAfter", planGoneAfter);
    outlives("lateLookAfter", lateLookAfter, keep);
    outlives("lease", lease, keep);
    if (workers < 1 || driving < 1 || payloadLimit < 1) {
      throw new IllegalArgumentException("workers, driving and payloadLimit must be at least 1");
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be more than zero, got " + value);
    }
  }

  private static void outlives(String name, Duration value, Retention.Keep keep) {
    if (keep.journals().compareTo(value) <= 0) {
      throw new IllegalArgumentException(
          "Journals must be kept longer than %s, which is %s; got %s"
              .formatted(name, value, keep.journals()));
    }
  }

  /** The documented defaults. */
  public static EngineSettings defaults() {
    return new EngineSettings(
        "node",
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        64,
        20_000,
        1 << 20,
        Duration.ofMinutes(1),
        Duration.ofSeconds(1),
        Retention.Keep.DEFAULT,
        Duration.ofMinutes(5));
  }

  /** The same under another name. */
  public EngineSettings named(String name) {
    return new EngineSettings(
        name,
        lease,
        sweepEvery,
        mailEvery,
        forgottenAfter,
        dormantAbove,
        workers,
        driving,
        payloadLimit,
        lateLookAfter,
        grace,
        keep,
        planGoneAfter);
  }

  /** The same with another lease, and sweeps that fit it. */
  public EngineSettings leased(Duration length) {
    Duration sweep =
        length.dividedBy(5).compareTo(sweepEvery) < 0 ? length.dividedBy(5) : sweepEvery;
    return new EngineSettings(
        node,
        length,
        sweep,
        mailEvery,
        forgottenAfter,
        dormantAbove,
        workers,
        driving,
        payloadLimit,
        lateLookAfter,
        grace,
        keep,
        planGoneAfter);
  }

  /** The same with another time for which ended sagas are kept. */
  public EngineSettings keeping(Retention.Keep other) {
    return new EngineSettings(
        node,
        lease,
        sweepEvery,
        mailEvery,
        forgottenAfter,
        dormantAbove,
        workers,
        driving,
        payloadLimit,
        lateLookAfter,
        grace,
        other,
        planGoneAfter);
  }
}
