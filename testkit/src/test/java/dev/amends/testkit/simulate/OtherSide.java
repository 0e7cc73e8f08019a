package dev.amends.testkit.simulate;

import dev.amends.testkit.simulate.Unit.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everybody else's systems and the rows of local steps: what is there, by saga and step, and how
 * often it was asked for.
 */
final class OtherSide {
  /** What a text has in it that the database does not take. */
  static final String UNSTORABLE = "%unstorable%";

  /** Where one step of one saga has its effects. */
  static final class Place {
    final List<String> things = new ArrayList<>();
    final Map<String, String> byKey = new HashMap<>();
    final Map<String, Integer> reached = new HashMap<>();
    final Set<String> refunded = new HashSet<>();
    final Set<String> unstorable = new HashSet<>();
    boolean closed;
    int fence;
    int made;
  }

  /** Which step of which saga. */
  record At(UUID saga, String step) {}

  final Map<At, Place> places = new LinkedHashMap<>();

  Place place(UUID saga, String step) {
    return places.computeIfAbsent(new At(saga, step), none -> new Place());
  }

  /** The name of a thing without what the database does not take. */
  static String storable(String id) {
    return id.replace(UNSTORABLE, "");
  }

  /** How a thing is shown to those who ask. */
  static String shown(Place place, String id) {
    return place.unstorable.contains(id) ? id + UNSTORABLE : id;
  }

  /** A request arrives: the effect's id, or null when it is refused because one exists. */
  static @Nullable String arrive(Place place, Unit unit, String key) {
    place.reached.merge(key, 1, Integer::sum);
    if (unit.kind() == Kind.READ_ONLY) {
      return "read";
    }
    if (unit.kind() == Kind.IDEMPOTENT && place.byKey.containsKey(key)) {
      return place.byKey.get(key);
    }
    boolean taken = unit.kind() == Kind.PROBE && !place.things.isEmpty();
    if (place.closed || taken) {
      return null;
    }
    place.made++;
    String id = unit.name() + "-" + place.made;
    place.things.add(id);
    place.byKey.put(key, id);
    return id;
  }

  /** Whoever undoes what he does not know the other side remembers, unless it can be looked at. */
  static void undo(Place place, Unit unit, @Nullable String id) {
    if (id == null || unit.kind() == Kind.IDEMPOTENT || unit.kind() == Kind.PROBE) {
      place.things.clear();
    } else {
      place.things.remove(storable(id));
    }
    place.closed |= !unit.kind().probed();
  }
}
