package dev.amends.testkit.simulate;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.definition.Recovery;
import dev.amends.definition.Retry;
import dev.amends.testkit.simulate.Unit.Kind;
import dev.amends.testkit.simulate.Unit.Undoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws one program that a definition may be. */
final class Programs {
  private final Random random;
  private final String type;
  private final @Nullable Program child;
  private final Recovery recovery;
  private int pivotAt = -1;
  private int childAt = -1;

  private Programs(Random random, String type, @Nullable Program child, Recovery recovery) {
    this.random = random;
    this.type = type;
    this.child = child;
    this.recovery = recovery;
  }

  /** A program of any size. */
  static Program large(Random random, String type, @Nullable Program child) {
    Programs programs = new Programs(random, type, child, recovery(random, 0.65));
    return programs.draw(
        programs.chance(0.1) ? programs.upTo(9, 20) : programs.upTo(1, 8),
        0.3,
        programs.chance(0.15));
  }

  /** A program for doing a step of another one. */
  static Program small(Random random, String type, @Nullable Program child) {
    Programs programs = new Programs(random, type, child, recovery(random, 0.8));
    return programs.draw(programs.upTo(1, 4), 0.15, false);
  }

  /** A later version, with that child: from some step on, it goes another way. */
  static Program changed(Random random, Program before, @Nullable Program child) {
    Programs programs = new Programs(random, before.type(), child, before.recovery());
    return programs.goOn(before);
  }

  private static Recovery recovery(Random random, double compensates) {
    return random.nextDouble() < compensates ? Recovery.COMPENSATE : Recovery.REPROCESS;
  }

  private boolean chance(double p) {
    return random.nextDouble() < p;
  }

  private int upTo(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private Program draw(int size, double pivots, boolean exclusive) {
    pivotAt = chance(pivots) ? random.nextInt(size) : -1;
    childAt = child == null ? -1 : random.nextInt(size);
    List<Unit> units = new ArrayList<>();
    fill(units, size, "");
    return new Program(type, recovery, List.copyOf(units), exclusive, child);
  }

  private Program goOn(Program before) {
    List<Unit> old = before.units();
    int kept = chance(0.5) ? old.size() : random.nextInt(old.size());
    while (kept > 0 && kept < old.size() && sameGroup(old.get(kept - 1), old.get(kept))) {
      kept++;
    }
    List<Unit> units = new ArrayList<>(old.subList(0, kept));
    int size = kept + upTo(1, 3);
    boolean pivotGone = old.subList(kept, old.size()).stream().anyMatch(Unit::pivot);
    for (int i = 0; i < kept; i++) {
      pivotAt = old.get(i).pivot() ? i : pivotAt;
    }
    pivotAt = pivotGone ? upTo(kept, size - 1) : pivotAt;
    fill(units, size, "new-");
    return new Program(type, recovery, List.copyOf(units), before.exclusive(), child);
  }

  private static boolean sameGroup(Unit one, Unit other) {
    return one.group() != null && one.group().equals(other.group());
  }

  private void fill(List<Unit> units, int size, String prefix) {
    int group = 0;
    while (units.size() < size) {
      int left = pivotAt >= units.size() ? pivotAt - units.size() : size - units.size();
      if (left >= 2 && chance(0.3)) {
        String name = prefix + "g" + group++;
        int members = upTo(2, Math.min(4, left));
        for (int i = 0; i < members; i++) {
          units.add(unit(units.size(), prefix, name));
        }
      } else {
        units.add(unit(units.size(), prefix, null));
      }
    }
  }

  private Unit unit(int place, String prefix, @Nullable String group) {
    boolean pivot = place == pivotAt;
    Kind kind = kind(pivot, place);
    boolean plain = kind == Kind.AWAIT;
    Boolean taken = (!pivot && chance(0.15)) ? (Boolean) chance(0.5) : null;
    List<String> items = !pivot && !plain && chance(0.12) ? items() : null;
    boolean refusesLate = kind.probed() && chance(0.2);
    return new Unit(
        prefix + "s" + place,
        kind,
        group,
        taken,
        items,
        pivot,
        undo(kind, pivot, place),
        refusesLate,
        Retry.backoff(ofMillis(upTo(50, 200)), ofMillis(upTo(500, 2000))).attempts(upTo(2, 5)),
        Retry.backoff(ofMillis(100), ofSeconds(1)).within(ofSeconds(upTo(4, 15))),
        Retry.backoff(ofMillis(100), ofSeconds(2)).within(ofSeconds(upTo(5, 40))),
        plain ? ofSeconds(upTo(2, 15)) : ofMillis(upTo(300, 2000)));
  }

  private Kind kind(boolean pivot, int place) {
    if (child != null && (place == childAt || chance(0.12))) {
      return Kind.CHILD;
    }
    if (pivot) {
      return List.of(Kind.LOCAL, Kind.PROBE, Kind.PROBE_ALL, Kind.IDEMPOTENT).get(upTo(0, 3));
    }
    double draw = random.nextDouble();
    if (draw < 0.2) {
      return Kind.LOCAL;
    }
    if (draw < 0.42) {
      return Kind.PROBE;
    }
    if (draw < 0.55) {
      return Kind.PROBE_ALL;
    }
    if (draw < 0.78) {
      return Kind.IDEMPOTENT;
    }
    return draw < 0.86 ? Kind.AT_MOST_ONCE : draw < 0.92 ? Kind.READ_ONLY : Kind.AWAIT;
  }

  private List<String> items() {
    List<String> items = new ArrayList<>();
    int count = upTo(0, 3);
    for (int i = 0; i < count; i++) {
      items.add("i" + i);
    }
    return items;
  }

  private Undoing undo(Kind kind, boolean pivot, int place) {
    boolean free = recovery == Recovery.REPROCESS || pivot || (pivotAt >= 0 && place > pivotAt);
    if (kind == Kind.READ_ONLY || (free && chance(0.4))) {
      return Undoing.NOT_SAID;
    }
    if (kind == Kind.CHILD) {
      boolean byItself = free || (child != null && child.undoable());
      return byItself && chance(0.7)
          ? Undoing.NOT_SAID
          : chance(0.7) ? Undoing.KNOWN : Undoing.NOTHING;
    }
    if (kind == Kind.AWAIT) {
      return chance(0.7) ? Undoing.KNOWN : Undoing.NOT_SAID;
    }
    if (chance(0.08)) {
      return Undoing.NOTHING;
    }
    return switch (kind) {
      case LOCAL -> Undoing.KNOWN;
      case IDEMPOTENT -> chance(0.5) ? Undoing.UNKNOWN : Undoing.BOTH;
      default -> chance(0.75) ? Undoing.KNOWN : Undoing.BOTH;
    };
  }
}
