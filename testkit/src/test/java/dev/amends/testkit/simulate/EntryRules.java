package dev.amends.testkit.simulate;

import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.ParkReason;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanStep;
import dev.amends.spi.SagaRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What no entry of a journal may say, given those before it. */
final class EntryRules {
  private static final long NOBODY = -1;

  private final World world;
  private final Watch watch;
  private final Map<Long, Long> owners = new HashMap<>();
  private final List<Seen> acquired = new ArrayList<>();
  private final Map<String, Long> plansHeld = new HashMap<>();
  private @Nullable UUID holder;

  EntryRules(World world, Watch watch) {
    this.world = world;
    this.watch = watch;
  }

  /** Before entries that were committed together. */
  void begin() {
    acquired.clear();
    noteHeld();
  }

  /** After them. */
  void end() {
    acquired.forEach(this::acquired);
  }

  /** Whoever adopts is the only writer until the next one does, or a person decides. */
  void writer(SagaRow row, JournalEntry entry) {
    long number = row.address().number();
    boolean takes =
        entry.position() == 1
            || entry.facts().stream()
                .anyMatch(fact -> fact instanceof Fact.Adopted || fact instanceof Fact.ByActor);
    Long owner = owners.get(number);
    boolean recalled = entry.facts().stream().anyMatch(Fact.Recalled.class::isInstance);
    if (takes || recalled) {
      owners.put(number, recalled ? NOBODY : entry.writer());
    } else if (owner != null && owner != entry.writer()) {
      watch.broken(
          "%d wrote position %d of %s, which was %d's"
              .formatted(entry.writer(), entry.position(), watch.name(row), owner));
    }
    Seen seen = watch.saga(row.id());
    if (takes && seen != null && seen.owner != entry.writer()) {
      seen.owner = entry.writer();
      seen.ownedSince = world.time.nanos();
    }
  }

  /** Before an entry is added to what is known of its saga. */
  void before(Seen seen, JournalEntry entry) {
    if (entry.position() == 1) {
      seen.owner = entry.writer();
    }
    for (Fact fact : entry.facts()) {
      if (fact instanceof Fact.Acquired) {
        acquired.add(seen);
      } else if (fact instanceof Fact.ProbedAbsent absent && absent.due() == null) {
        settled(seen, entry, absent.step());
      } else if (fact instanceof Fact.AttemptFailed failed && failed.due() != null) {
        waits(seen, entry, failed.step(), failed.due());
      } else if (fact instanceof Fact.InputEdited) {
        edited(seen);
      } else if (fact instanceof Fact.Migrated migrated) {
        migrated(seen, world.editions.plan(migrated.planHash()));
      } else if (fact instanceof Fact.Parked parked
          && parked.why() == ParkReason.DEFINITION_CHANGED) {
        changed(seen, entry.writer());
      }
    }
  }

  /** Absence counts only once a call that may still be under way must have arrived. */
  private void settled(Seen seen, JournalEntry entry, int step) {
    PlanStep planned = seen.history().plan().step(step);
    var left = seen.history().step(step).left();
    Duration settle = planned.policies().settle();
    if (left != null && !world.clocksJump() && entry.at().isBefore(left.plus(settle))) {
      watch.broken("the absence of '%s' counts before it has settled".formatted(planned.name()));
    }
  }

  /** An append may have waited for another one since its facts came true; not where none is. */
  private void waits(Seen seen, JournalEntry entry, int step, Instant due) {
    PlanStep planned = seen.history().plan().step(step);
    boolean alone =
        !seen.history().plan().awaits()
            && seen.history().plan().nodes().get(planned.node()).steps().size() == 1;
    int failures = seen.history().step(step).attempts() + 1;
    Duration least = planned.policies().retry().waitAfter(failures, 1).minusMillis(50);
    if (alone && !seen.ordered && world.exactClocks() && due.isBefore(entry.at().plus(least))) {
      watch.broken(
          "'%s' is to be tried again earlier than its policy says".formatted(planned.name()));
    }
  }

  private void acquired(Seen seen) {
    Seen before = holder == null ? null : watch.saga(holder);
    if (before != null && before != seen && !before.history().status().ended()) {
      watch.broken("%s and %s hold one key".formatted(watch.name(before), watch.name(seen)));
    }
    holder = seen.row.id();
  }

  private void edited(Seen seen) {
    History history = seen.history();
    for (PlanStep step : history.plan().steps()) {
      if (history.step(step.index()).unknown()) {
        watch.broken(
            "the input of %s is edited although '%s' may have happened with it"
                .formatted(watch.name(seen), step.name()));
      }
    }
  }

  private void migrated(Seen seen, Plan next) {
    goneForLong(seen);
    String misfit = Editions.misfit(seen.history(), next);
    if (misfit != null) {
      watch.broken("%s goes on by %s, which has not %s".formatted(watch.name(seen), next, misfit));
    }
  }

  private void changed(Seen seen, long writer) {
    goneForLong(seen);
    SimNode node =
        world.nodes.stream()
            .filter(each -> each.running() && each.incarnation() == writer)
            .findFirst()
            .orElse(null);
    if (node != null
        && Editions.misfit(seen.history(), world.editions.plan(seen.type(), node.changed))
            == null) {
      watch.broken("%s is parked although it fits the present plan".formatted(watch.name(seen)));
    }
  }

  /** Plans that some node holds now are held until now. */
  private void noteHeld() {
    if (world.editions.change()) {
      Set<String> held = new HashSet<>(world.editions.hashes());
      world.store.leases().unheld(held).forEach(held::remove);
      held.forEach(hash -> plansHeld.put(hash, world.time.nanos()));
    }
  }

  private void goneForLong(Seen seen) {
    Long held = plansHeld.get(seen.history().plan().hash());
    if (held != null && world.time.nanos() - held < world.planGoneAfter.toNanos()) {
      watch.broken(
          "%s is taken for abandoned although its plan was there a short while ago"
              .formatted(watch.name(seen)));
    }
  }
}
