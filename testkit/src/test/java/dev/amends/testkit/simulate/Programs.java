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

/** Draws programs that a definition may be. */
final class Programs {
  private final Random random;
  private final Recovery recovery;
  private int pivotAt = -1;

  private Programs(Random random) {
    this.random = random;
    this.recovery = chance(0.65) ? Recovery.COMPENSATE : Recovery.REPROCESS;
  }

  static Program draw(Random random) {
    return new Programs(random).draw();
  }

  private boolean chance(double p) {
    return random.nextDouble() < p;
  }

  private int upTo(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private Program draw() {
    int size = chance(0.1) ? upTo(9, 20) : upTo(1, 8);
    pivotAt = chance(0.3) ? random.nextInt(size) : -1;
    List<Unit> units = new ArrayList<>();
    int group = 0;
    while (units.size() < size) {
      int left = pivotAt >= units.size() ? pivotAt - units.size() : size - units.size();
      if (left >= 2 && chance(0.3)) {
        String name = "g" + group++;
        int members = upTo(2, Math.min(4, left));
        for (int i = 0; i < members; i++) {
          units.add(unit(units.size(), name));
        }
      } else {
        units.add(unit(units.size(), null));
      }
    }
    return new Program(recovery, List.copyOf(units), chance(0.15), upTo(1, 3));
  }

  private Unit unit(int place, @Nullable String group) {
    boolean pivot = place == pivotAt;
    Kind kind = kind(pivot);
    boolean plain = kind == Kind.AWAIT;
    Boolean taken = (!pivot && chance(0.15)) ? (Boolean) chance(0.5) : null;
    List<String> items = !pivot && !plain && chance(0.12) ? items() : null;
    boolean refusesLate = kind.probed() && chance(0.2);
    return new Unit(
        "s" + place,
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

  private Kind kind(boolean pivot) {
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
