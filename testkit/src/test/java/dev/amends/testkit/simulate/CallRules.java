package dev.amends.testkit.simulate;

import dev.amends.action.Run;
import dev.amends.journal.History;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What must be so when a step is called, or undone. */
final class CallRules {
  /** One call's place and key. */
  record Key(UUID saga, String step, String key) {}

  private final World world;
  private final Watch watch;

  /** How often something was called. */
  final Map<Key, Integer> counts = new LinkedHashMap<>();

  /** How many rows local steps have. */
  final Map<OtherSide.At, Integer> rows = new LinkedHashMap<>();

  CallRules(World world, Watch watch) {
    this.world = world;
    this.watch = watch;
  }

  /** An action is about to be called. */
  void calls(Run<?> run, Unit unit, String step, String key, SimNode node) {
    counts.merge(new Key(run.sagaId(), step, key), 1, Integer::sum);
    Seen seen = watch.saga(run.sagaId());
    if (seen == null) {
      watch.broken("'%s' is called for a saga that is not there".formatted(step));
      return;
    }
    String name = watch.name(seen);
    world.saw("call", unit.kind().name());
    world.say(node, () -> "calls " + step + " of " + name + ", attempt " + run.attempt());
    boolean lately = world.time.nanos() - seen.ownedSince < 300_000_000;
    if (seen.owner != node.incarnation()) {
      if (!lately) {
        watch.broken("'%s' is called by a node that has lost %s".formatted(step, name));
      }
      return;
    }
    History history = seen.history();
    if (history.status() != SagaStatus.RUNNING) {
      watch.broken("'%s' is called although %s is %s".formatted(step, name, history.status()));
    }
    if (!history.input().text().equals(run.input())) {
      watch.broken("'%s' is called with an input that %s has not".formatted(step, name));
    }
    PlanStep planned = history.plan().step(step).orElseThrow();
    open(unit, step, history.step(planned.index()));
  }

  private void open(Unit unit, String step, StepState state) {
    if (state.phase() != StepState.Phase.OPEN) {
      watch.broken("'%s' is called although it is %s".formatted(step, state.phase()));
    }
    if (state.unknown() && unit.kind().probed()) {
      watch.broken("'%s' is called without having been looked for".formatted(step));
    }
    if (unit.kind() == Unit.Kind.AT_MOST_ONCE && !state.intended()) {
      watch.broken("'%s' is called without its intent on record".formatted(step));
    }
    var due = state.due();
    if (due != null
        && world.exactClocks()
        && world.time.clock().instant().plusMillis(60).isBefore(due)) {
      watch.broken("'%s' is called before its time, %s".formatted(step, due));
    }
  }

  /** Something is about to be undone; {@code id} is what, null when that is not known. */
  void undoes(Run<?> run, String step, @Nullable String id) {
    Seen seen = watch.saga(run.sagaId());
    if (seen == null) {
      watch.broken("'%s' is undone for a saga that is not there".formatted(step));
      return;
    }
    History history = seen.history();
    PlanStep planned = history.plan().step(step).orElseThrow();
    StepState state = history.step(planned.index());
    world.say(null, () -> "undo of " + step + " of " + watch.name(seen) + " " + id);
    if (surplus(state, id) || history.status() == SagaStatus.COMPENSATED) {
      return;
    }
    if (history.status() == SagaStatus.SUCCEEDED) {
      if (state.result() != null && !seen.decided.contains(planned.index())) {
        watch.broken("'%s' of a saga that succeeded is undone: %s".formatted(step, id));
      }
      return;
    }
    if (!history.turned()) {
      watch.broken("'%s' is undone although %s goes forward".formatted(step, watch.name(seen)));
      return;
    }
    nothingStandsOn(history, planned);
    boolean mayBe =
        state.phase() == StepState.Phase.SUCCEEDED
            || state.unknown()
            || state.undoing() != StepState.Undoing.OPEN;
    if (!mayBe) {
      watch.broken("'%s' is undone and never happened".formatted(step));
    }
  }

  /** Whether it is one too many, which nothing was built on. */
  private static boolean surplus(StepState state, @Nullable String id) {
    var result = state.result();
    boolean succeeded = state.phase() == StepState.Phase.SUCCEEDED && result != null;
    return id != null && succeeded && !result.text().equals(id);
  }

  /** When a step is about to be undone, nothing that was built on it may stand. */
  void nothingStandsOn(History history, PlanStep step) {
    for (PlanStep other : history.plan().steps()) {
      StepState there = history.step(other.index());
      if (other.pivot() && there.phase() == StepState.Phase.SUCCEEDED) {
        watch.broken("'%s' is undone past the pivot".formatted(step.name()));
      }
      if (other.node() > step.node() && stands(other, there)) {
        watch.broken("'%s' is undone before '%s'".formatted(step.name(), other.name()));
      }
    }
  }

  /** Whether an effect is there, or may be, that is to be undone. */
  private static boolean stands(PlanStep step, StepState state) {
    if (state.undoing() == StepState.Undoing.DONE) {
      return false;
    }
    if (state.phase() == StepState.Phase.OPEN && state.child() != null) {
      return true;
    }
    if (step.mayStay()) {
      return false;
    }
    return (state.phase() == StepState.Phase.SUCCEEDED && step.undoable())
        || (state.unknown() && step.safety() != Safety.TRANSACTION);
  }

  /** A local step's row becomes true, or untrue. */
  void wrote(UUID saga, Unit unit, String step, int by) {
    int count = rows.merge(new OtherSide.At(saga, step), by, Integer::sum);
    Seen seen = watch.saga(saga);
    boolean vouchedFor =
        seen != null
            && seen.history()
                .plan()
                .step(step)
                .map(PlanStep::index)
                .filter(seen.decided::contains)
                .isPresent();
    if (!vouchedFor && (count < 0 || count > 1)) {
      watch.broken("the rows of local step '%s' number %d".formatted(step, count));
    }
  }
}
