package dev.amends.testkit.simulate;

import dev.amends.action.Run;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanCompiler;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.spi.StoredEntry;
import dev.amends.testkit.store.StoreOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks on while it happens, and says what must never be. */
final class Watch {
  /** One call's place and key. */
  record Key(UUID saga, String step, String key) {}

  /** What is known of a saga of the program. */
  static final class Seen {
    final SagaRow row;
    History history;
    long owner;
    long ownedSince;
    int struck;
    int resumes;
    int crashes;
    boolean ordered;
    final Set<Integer> decided = new HashSet<>();

    Seen(SagaRow row, History history) {
      this.row = row;
      this.history = history;
    }
  }

  private final World world;
  private final Plan plan;
  final Map<UUID, Seen> sagas = new LinkedHashMap<>();
  private final Map<Long, Long> otherOwners = new HashMap<>();
  private final Map<Long, Integer> positions = new HashMap<>();
  final Map<Key, Integer> calls = new LinkedHashMap<>();
  final Map<OtherSide.At, Integer> rows = new LinkedHashMap<>();
  private final Map<UUID, Integer> early = new HashMap<>();
  final List<String> broken = new ArrayList<>();
  private @Nullable UUID holder;

  Watch(World world) {
    this.world = world;
    SimNode nobody = null;
    this.plan =
        new PlanCompiler(Duration.ofSeconds(10))
            .compile(new Written(world.program, new Calls(world, nobody)));
  }

  void broken(String what) {
    broken.add("at %.3f s: %s".formatted(world.time.nanos() / 1e9, what));
    world.say(null, () -> "BROKEN: " + what);
  }

  /** After something was committed. */
  void committed(StoreOperation operation) {
    if (operation == StoreOperation.FLUSH
        || operation == StoreOperation.COMMIT
        || operation == StoreOperation.ADOPT) {
      look();
    }
  }

  void look() {
    List<Seen> acquired = new ArrayList<>();
    for (SagaRow row : world.store.list(new SagaFilter(null, null, null, null, 1000))) {
      long number = row.address().number();
      int last = positions.getOrDefault(number, 0);
      if (world.store.stampAt(row.address(), last + 1).isPresent()) {
        for (StoredEntry entry : world.store.journal(row.address())) {
          if (entry.position() > last) {
            entry(row, entry, positions.getOrDefault(number, 0), acquired);
            positions.put(number, entry.position());
          }
        }
      }
    }
    acquired.forEach(this::acquired);
  }

  private void entry(SagaRow row, StoredEntry stored, int last, List<Seen> acquired) {
    JournalEntry entry = stored.read();
    world.say(null, () -> "journal of " + name(row) + " " + text(row, entry));
    if (entry.position() != last + 1) {
      broken("the journal of %s has a hole before %d".formatted(name(row), entry.position()));
      return;
    }
    writer(row, entry);
    if (row.type().equals(Written.TYPE)) {
      Seen seen = sagas.computeIfAbsent(row.id(), id -> new Seen(row, History.of(plan)));
      note(seen, entry, acquired);
    }
  }

  private String text(SagaRow row, JournalEntry entry) {
    Seen seen = sagas.get(row.id());
    return entry.position()
        + " by "
        + entry.writer()
        + ": "
        + entry.facts().stream().map(fact -> text(seen, fact)).toList();
  }

  private static String text(@Nullable Seen seen, Fact fact) {
    String name = fact.getClass().getSimpleName();
    if (fact instanceof Fact.OfStep of) {
      name += " " + (seen == null ? of.step() : stepName(seen, of.step()));
    }
    if (fact instanceof Fact.AttemptFailed failed) {
      name += " " + failed.outcome() + (failed.due() == null ? " last" : "");
    }
    if (fact instanceof Fact.Adopted adopted) {
      name += adopted.crashed() ? " crashed" : "";
    }
    if (fact instanceof Fact.Parked parked) {
      name += " " + parked.why();
    }
    if (fact instanceof Fact.ProbedAbsent absent) {
      name += absent.due() == null ? " settled" : " not yet";
    }
    return fact instanceof Fact.Ended ended ? name + " " + ended.status() : name;
  }

  private static Object stepName(Seen seen, int step) {
    List<PlanStep> steps = seen.history.plan().steps();
    return step < steps.size() ? steps.get(step).name() : step;
  }

  String name(SagaRow row) {
    boolean ours = row.type().equals(Written.TYPE);
    return ours ? String.valueOf(row.key()) : row.type() + "#" + row.address().number();
  }

  /** Whoever adopts is the only writer until the next one does, or a person decides. */
  private void writer(SagaRow row, JournalEntry entry) {
    long number = row.address().number();
    boolean takes =
        entry.position() == 1
            || entry.facts().stream()
                .anyMatch(fact -> fact instanceof Fact.Adopted || fact instanceof Fact.ByActor);
    Long owner = otherOwners.get(number);
    if (takes) {
      otherOwners.put(number, entry.writer());
    } else if (owner != null && owner != entry.writer()) {
      broken(
          "%d wrote position %d of %s, which was %d's"
              .formatted(entry.writer(), entry.position(), name(row), owner));
    }
    Seen seen = sagas.get(row.id());
    if (takes && seen != null && seen.owner != entry.writer()) {
      seen.owner = entry.writer();
      seen.ownedSince = world.time.nanos();
    }
  }

  private void note(Seen seen, JournalEntry entry, List<Seen> acquired) {
    if (entry.position() == 1) {
      seen.owner = entry.writer();
    }
    for (Fact fact : entry.facts()) {
      if (fact instanceof Fact.MarkedDone done) {
        seen.decided.add(done.step());
      } else if (fact instanceof Fact.Skipped skipped) {
        seen.decided.add(skipped.step());
      } else if (fact instanceof Fact.Resumed) {
        seen.resumes++;
      } else if (fact instanceof Fact.Adopted adopted && adopted.crashed()) {
        seen.crashes++;
      } else if (fact instanceof Fact.Acquired) {
        acquired.add(seen);
      } else if (fact instanceof Fact.ProbedAbsent absent && absent.due() == null) {
        settled(seen, entry, absent.step());
      } else if (fact instanceof Fact.AttemptFailed failed && failed.due() != null) {
        waits(seen, entry, failed.step(), failed.due());
      }
    }
    seen.history = seen.history.plus(entry);
  }

  /** Absence counts only once a call that may still be under way must have arrived. */
  private void settled(Seen seen, JournalEntry entry, int step) {
    PlanStep planned = seen.history.plan().step(step);
    var left = seen.history.step(step).left();
    if (left != null && entry.at().isBefore(left.plus(planned.policies().settle()))) {
      broken("the absence of '%s' counts before it has settled".formatted(planned.name()));
    }
  }

  /** An append may have waited for another one since its facts came true; not where none is. */
  private void waits(Seen seen, JournalEntry entry, int step, Instant due) {
    PlanStep planned = seen.history.plan().step(step);
    boolean alone =
        !seen.history.plan().awaits()
            && seen.history.plan().nodes().get(planned.node()).steps().size() == 1;
    int failures = seen.history.step(step).attempts() + 1;
    Duration least = planned.policies().retry().waitAfter(failures, 1).minusMillis(50);
    if (alone && !seen.ordered && world.exactClocks() && due.isBefore(entry.at().plus(least))) {
      broken("'%s' is to be tried again earlier than its policy says".formatted(planned.name()));
    }
  }

  private void acquired(Seen seen) {
    Seen before = holder == null ? null : sagas.get(holder);
    if (before != null && before != seen && !before.history.status().ended()) {
      broken("%s and %s hold one key".formatted(name(before.row), name(seen.row)));
    }
    holder = seen.row.id();
  }

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

  void ordered(UUID saga) {
    look();
    Seen seen = sagas.get(saga);
    if (seen != null) {
      seen.ordered = true;
    }
  }

  /** An action is about to be called. */
  void calls(Run<?> run, Unit unit, String step, String key, SimNode node) {
    calls.merge(new Key(run.sagaId(), step, key), 1, Integer::sum);
    look();
    Seen seen = sagas.get(run.sagaId());
    if (seen == null) {
      broken("'%s' is called for a saga that is not there".formatted(step));
      return;
    }
    world.say(node, () -> "calls " + step + " of " + name(seen.row) + ", attempt " + run.attempt());
    boolean lately = world.time.nanos() - seen.ownedSince < 300_000_000;
    if (seen.owner != node.incarnation()) {
      if (!lately) {
        broken("'%s' is called by a node that has lost %s".formatted(step, name(seen.row)));
      }
      return;
    }
    SagaStatus status = seen.history.status();
    if (status != SagaStatus.RUNNING) {
      broken("'%s' is called although %s is %s".formatted(step, name(seen.row), status));
    }
    PlanStep planned = seen.history.plan().step(step).orElseThrow();
    StepState state = seen.history.step(planned.index());
    if (state.phase() != StepState.Phase.OPEN) {
      broken("'%s' is called although it is %s".formatted(step, state.phase()));
    }
    if (state.unknown() && unit.kind().probed()) {
      broken("'%s' is called without having been looked for".formatted(step));
    }
    if (unit.kind() == Unit.Kind.AT_MOST_ONCE && !state.intended()) {
      broken("'%s' is called without its intent on record".formatted(step));
    }
    var due = state.due();
    if (due != null
        && world.exactClocks()
        && world.time.clock().instant().plusMillis(60).isBefore(due)) {
      broken("'%s' is called before its time, %s".formatted(step, due));
    }
  }

  /** Something is about to be undone; {@code id} is what, null when that is not known. */
  void undoes(Run<?> run, String step, @Nullable String id) {
    look();
    Seen seen = sagas.get(run.sagaId());
    if (seen == null) {
      broken("'%s' is undone for a saga that is not there".formatted(step));
      return;
    }
    History history = seen.history;
    PlanStep planned = history.plan().step(step).orElseThrow();
    StepState state = history.step(planned.index());
    world.say(null, () -> "undo of " + step + " of " + name(seen.row) + " " + id);
    if (history.status() == SagaStatus.SUCCEEDED) {
      var result = state.result();
      boolean counted = id == null || (result != null && result.text().equals(id));
      if (counted && !seen.decided.contains(planned.index())) {
        broken("'%s' of a saga that succeeded is undone: %s".formatted(step, id));
      }
      return;
    }
    if (history.status().ended()) {
      return;
    }
    if (!history.turned()) {
      broken("'%s' is undone although %s goes forward".formatted(step, name(seen.row)));
      return;
    }
    for (PlanStep other : history.plan().steps()) {
      StepState there = history.step(other.index());
      if (other.pivot() && there.phase() == StepState.Phase.SUCCEEDED) {
        broken("'%s' is undone past the pivot".formatted(step));
      }
      if (other.node() > planned.node() && stands(other, there)) {
        broken("'%s' is undone before '%s'".formatted(step, other.name()));
      }
    }
    boolean mayBe =
        state.phase() == StepState.Phase.SUCCEEDED
            || state.unknown()
            || state.undoing() != StepState.Undoing.OPEN;
    if (!mayBe) {
      broken("'%s' is undone and never happened".formatted(step));
    }
  }

  /** Whether an effect is there, or may be, that is to be undone. */
  private static boolean stands(PlanStep step, StepState state) {
    if (step.mayStay() || state.undoing() == StepState.Undoing.DONE) {
      return false;
    }
    return (state.phase() == StepState.Phase.SUCCEEDED && step.undoable())
        || (state.unknown() && step.safety() != Safety.TRANSACTION);
  }

  /** A local step's row becomes true, or untrue. */
  void wrote(UUID saga, Unit unit, String step, int by) {
    int count = rows.merge(new OtherSide.At(saga, step), by, Integer::sum);
    if (count < 0 || count > 1) {
      broken("the rows of local step '%s' number %d".formatted(step, count));
    }
  }
}
