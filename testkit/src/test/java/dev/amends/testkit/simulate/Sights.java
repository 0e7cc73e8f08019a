package dev.amends.testkit.simulate;

import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.testkit.simulate.Weather.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** In how many seeds each thing happened, and what should have happened. Safe for many threads. */
final class Sights {
  private static final List<String> FAMILY =
      List.of(
          "of a step",
          "of an item",
          "of the outermost",
          "of a child",
          "ordered",
          "SUCCEEDED",
          "COMPENSATED",
          "undone for parent SUCCEEDED",
          "undone for parent COMPENSATED");

  private final TreeMap<String, Integer> seeds = new TreeMap<>(); // guarded by this

  synchronized void add(Set<String> sights) {
    sights.forEach(sight -> seeds.merge(sight, 1, Integer::sum));
  }

  /** What happened in no seed although it can. */
  synchronized Set<String> missing() {
    Set<String> missing = new TreeSet<>(expected());
    missing.removeAll(seeds.keySet());
    return missing;
  }

  @SuppressWarnings("SystemOut")
  synchronized void print() {
    seeds.forEach((sight, count) -> System.out.println(count + "\t" + sight));
  }

  private static List<String> expected() {
    List<String> expected = new ArrayList<>();
    Arrays.stream(Trouble.values()).forEach(each -> expected.add("trouble " + each));
    facts(Fact.class).forEach(fact -> expected.add("fact " + fact));
    for (ParkReason reason : ParkReason.values()) {
      // A hole would be a fault of the store.
      if (reason != ParkReason.HISTORY_GAP) {
        expected.add("parked " + reason);
      }
    }
    for (SagaStatus status : SagaStatus.values()) {
      expected.add("at rest " + status);
    }
    for (Unit.Kind kind : Unit.Kind.values()) {
      if (kind != Unit.Kind.AWAIT && kind != Unit.Kind.CHILD && kind != Unit.Kind.LOCAL) {
        expected.add("call " + kind);
      }
    }
    FAMILY.forEach(each -> expected.add("child " + each));
    for (String decision : List.of("RESUME", "COMPENSATE", "DONE", "SKIP", "EDIT")) {
      expected.add("decision " + decision + " ACCEPTED");
    }
    expected.add("decision EDIT STEP_UNKNOWN");
    expected.add("decision RESUME DEFINITION_UNKNOWN");
    return expected;
  }

  private static Set<String> facts(Class<?> kind) {
    Set<String> names = new TreeSet<>();
    for (Class<?> each : kind.getPermittedSubclasses()) {
      if (each.isInterface()) {
        names.addAll(facts(each));
      } else {
        names.add(each.getSimpleName());
      }
    }
    return names;
  }
}
