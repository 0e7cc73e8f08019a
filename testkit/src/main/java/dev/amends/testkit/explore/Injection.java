package dev.amends.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One fault at one point.
 *
 * @param point where
 * @param moment on which side of its effect
 * @param fault what goes wrong
 */
record Injection(Point point, Moment moment, FaultKind fault) {
  /** Everything that can go wrong at a point. */
  static List<Injection> at(Point point) {
    List<Injection> all = new ArrayList<>();
    for (Moment moment : Moment.values()) {
      for (FaultKind fault : FaultKind.values()) {
        if (point.kind().can(moment, fault)) {
          all.add(new Injection(point, moment, fault));
        }
      }
    }
    return all;
  }

  boolean is(Moment when, FaultKind what) {
    return moment == when && fault == what;
  }

  @Override
  public String toString() {
    return "%s %s: %s".formatted(moment.name().toLowerCase(Locale.ROOT), point, fault);
  }
}
