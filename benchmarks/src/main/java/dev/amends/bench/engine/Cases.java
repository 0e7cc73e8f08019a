package dev.amends.bench.engine;

import java.time.Duration;
import java.util.List;

/** The loads that are measured. */
final class Cases {
  static final Case ONE = Case.background(1);
  static final Case MANY = Case.background(1024);
  static final Case INLINE = Case.inline(1);
  static final Case LOCAL = Case.background(256).local(1);

  /** What the JVM compiles its code by before anything is measured. */
  static final List<Case> FIRST = List.of(MANY, LOCAL, Case.inline(8));

  static final List<Case> ALL =
      List.of(
          ONE,
          Case.background(8),
          Case.background(64),
          MANY,
          INLINE,
          Case.inline(8),
          LOCAL,
          Case.background(256).local(5),
          MANY.taking(Duration.ofMillis(20)),
          MANY.on(2),
          MANY.in(new HeldSnapshot(Duration.ofMinutes(3))),
          MANY.in(new Waiting(1_000_000)),
          MANY.in(new Removing(1_000_000)),
          MANY.in(new Finished("10,000,000 finished", 10_000_000, 1, 20)));

  private Cases() {}
}
