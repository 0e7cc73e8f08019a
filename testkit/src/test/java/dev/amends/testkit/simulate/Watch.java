package dev.amends.testkit.simulate;

import dev.amends.action.Run;
import dev.amends.journal.Fact;
import dev.amends.journal.JournalEntry;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.spi.StoredEntry;
import dev.amends.testkit.store.StoreOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what is committed as soon as it is, and knows every saga of the program. */
final class Watch {
  private final World world;
  private final EntryRules entryRules;
  private final FamilyRules familyRules;
  private final Map<UUID, Seen> sagas = new LinkedHashMap<>();
  private final Map<Long, Integer> positions = new HashMap<>();
  private final Map<UUID, Integer> early = new HashMap<>();
  final List<String> broken = new ArrayList<>();

  Watch(World world) {
    this.world = world;
    this.entryRules = new EntryRules(world, this);
    this.familyRules = new FamilyRules(world, this);
  }

  void broken(String what) {
    broken.add("at %.3f s: %s".formatted(world.time.nanos() / 1e9, what));
    world.say(null, () -> "BROKEN: " + what);
  }

  /** All sagas of the program and of its children. */
  List<Seen> sagas() {
    return List.copyOf(sagas.values());
  }

  /** That saga, null when it is not there or none of the program. */
  @Nullable Seen saga(UUID id) {
    return sagas.get(id);
  }

  /** That saga, which is there. */
  Seen known(UUID id) {
    return Objects.requireNonNull(sagas.get(id));
  }

  /** After something was committed. */
  void committed(StoreOperation operation) {
    if (operation == StoreOperation.FLUSH
        || operation == StoreOperation.COMMIT
        || operation == StoreOperation.ADOPT) {
      look();
    }
  }

  /** Rows that were committed together are read together, and looked at as a whole at the end. */
  void look() {
    entryRules.begin();
    List<Seen> changed = new ArrayList<>();
    for (SagaRow row : world.store.list(new SagaFilter(null, null, null, null, 1000))) {
      long number = row.address().number();
      int last = positions.getOrDefault(number, 0);
      if (world.store.stampAt(row.address(), last + 1).isPresent()) {
        for (StoredEntry entry : world.store.journal(row.address())) {
          if (entry.position() > last) {
            entry(row, entry.read(), positions.getOrDefault(number, 0));
            positions.put(number, entry.position());
          }
        }
        Seen seen = sagas.get(row.id());
        if (seen != null) {
          changed.add(seen);
        }
      }
    }
    entryRules.end();
    changed.forEach(familyRules::changed);
  }

  private void entry(SagaRow row, JournalEntry entry, int last) {
    world.say(
        null, () -> "journal of " + name(row) + " " + FactText.of(sagas.get(row.id()), entry));
    if (entry.position() != last + 1) {
      broken("the journal of %s has a hole before %d".formatted(name(row), entry.position()));
      return;
    }
    entryRules.writer(row, entry);
    if (Editions.has(row.type())) {
      Seen seen =
          sagas.computeIfAbsent(row.id(), id -> new Seen(row, world.editions.plan(row.planHash())));
      note(seen, entry);
    }
  }

  private void note(Seen seen, JournalEntry entry) {
    entryRules.before(seen, entry);
    Fact.Migrated migrated = null;
    for (Fact fact : entry.facts()) {
      world.saw("fact", fact.getClass().getSimpleName());
      if (fact instanceof Fact.Parked parked) {
        world.saw("parked", parked.why().name());
      } else if (fact instanceof Fact.MarkedDone done) {
        seen.decided.add(done.step());
      } else if (fact instanceof Fact.Skipped skipped) {
        seen.decided.add(skipped.step());
      } else if (fact instanceof Fact.Resumed) {
        seen.resumes++;
      } else if (fact instanceof Fact.Adopted adopted && adopted.crashed()) {
        seen.crashes++;
      } else if (fact instanceof Fact.Migrated found) {
        migrated = found;
      }
    }
    if (migrated == null) {
      seen.add(entry);
    } else {
      seen.add(entry, world.editions.plan(migrated.planHash()));
    }
    seen.lastEntry = world.time.nanos();
  }

  /** What a saga is called. */
  String name(SagaRow row) {
    return Editions.has(row.type()) && row.key() != null
        ? name(row.key())
        : row.type() + "#" + row.address().number();
  }

  /**
   * A key as the story tells it: a child's has its parent's id in it, which is another each time.
   */
  String name(String key) {
    int end = key.indexOf('/');
    Seen parent = end < 0 ? null : sagas.get(UUID.fromString(key.substring(0, end)));
    return parent == null ? key : name(parent) + key.substring(end);
  }

  String name(Seen seen) {
    return name(seen.row);
  }

  /** Something went wrong that is none of the engine's doing. */
  void struck(Run<?> run) {
    Seen seen = sagas.get(run.sagaId());
    if (seen == null) {
      early.merge(run.sagaId(), 1, Integer::sum);
    } else {
      seen.struck++;
    }
  }

  int struck(Seen seen) {
    return seen.struck + early.getOrDefault(seen.row.id(), 0);
  }

  /** It was given something that the database does not take. */
  void unstorable(Run<?> run) {
    struck(run);
    Seen seen = sagas.get(run.sagaId());
    if (seen != null) {
      seen.unstorable = true;
    }
  }

  /** A person has a hand in it. */
  void ordered(UUID saga) {
    look();
    Seen seen = sagas.get(saga);
    if (seen != null) {
      seen.ordered = true;
    }
  }
}
