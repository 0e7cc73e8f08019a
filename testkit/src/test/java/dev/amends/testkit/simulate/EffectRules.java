package dev.amends.testkit.simulate;

import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.journal.StepState.Phase;
import dev.amends.plan.PlanStep;
import dev.amends.spi.SagaFilter;
import dev.amends.testkit.simulate.OtherSide.Place;
import dev.amends.testkit.simulate.Unit.Kind;

/** What must be there of each step when all is at rest, and what must not. */
final class EffectRules {
  private final World world;
  private final Clients clients;
  private final Watch watch;

  EffectRules(World world, Clients clients) {
    this.world = world;
    this.clients = clients;
    this.watch = world.watch;
  }

  void check(Seen seen) {
    for (PlanStep step : seen.history().plan().steps()) {
      if (!step.each() && !seen.decided.contains(step.index())) {
        step(seen, step, seen.history().step(step.index()));
      }
    }
  }

  private void step(Seen seen, PlanStep step, StepState state) {
    Unit unit = world.editions.unit(seen.type(), step.name());
    switch (unit.kind()) {
      case LOCAL -> local(seen, step, state);
      case AWAIT -> await(seen, unit, state);
      case READ_ONLY, CHILD -> {}
      default -> remote(seen, unit, step, state);
    }
  }

  private void local(Seen seen, PlanStep step, StepState state) {
    int count = world.calls.rows.getOrDefault(new OtherSide.At(seen.row.id(), step.name()), 0);
    boolean there = state.phase() == Phase.SUCCEEDED && state.undoing() != StepState.Undoing.DONE;
    if (count != (there ? 1 : 0)) {
      watch.broken(
          "local step '%s' of %s is %s %s and has %d rows"
              .formatted(step.name(), watch.name(seen), state.phase(), state.undoing(), count));
    }
  }

  private void remote(Seen seen, Unit unit, PlanStep step, StepState state) {
    Place place = world.otherSide.place(seen.row.id(), step.name());
    int count = place.things.size();
    SagaStatus status = seen.history().status();
    int least = 0;
    int most = Integer.MAX_VALUE;
    if (status == SagaStatus.SUCCEEDED) {
      least = state.phase() == Phase.SUCCEEDED ? 1 : 0;
      most = step.undoable() && looked(seen) ? least : Integer.MAX_VALUE;
      boolean extra = count > least && !step.undoable();
      if (extra && !lookParked() && looked(seen)) {
        watch.broken("'%s' has an effect too many, and nobody is told".formatted(step.name()));
      }
    } else if (status == SagaStatus.COMPENSATED) {
      boolean mayStay = step.mayStay() || (!step.undoable() && lookParked());
      most = mayStay || !looked(seen) ? most : 0;
    } else if (state.phase() == Phase.SUCCEEDED && !seen.history().turned()) {
      least = 1;
      most = unit.kind() == Kind.PROBE_ALL ? most : 1;
    }
    if (count < least || count > most) {
      watch.broken(
          "%s is %s; '%s' is %s %s and has %d effects"
              .formatted(
                  watch.name(seen), status, step.name(), state.phase(), state.undoing(), count));
    }
  }

  /** Whether what came late has been looked for: some node may not be able to read the saga. */
  private boolean looked(Seen seen) {
    return world.readable(seen.row.id());
  }

  /** Whether a late look waits for a person. */
  private boolean lookParked() {
    SagaFilter looks = new SagaFilter("amends.late-look", SagaStatus.PARKED, null, null, 100);
    return !world.store.list(looks).isEmpty();
  }

  private void await(Seen seen, Unit unit, StepState state) {
    SagaStatus status = seen.history().status();
    if (!status.ended() || !looked(seen)) {
      return;
    }
    Place place = world.otherSide.place(seen.row.id(), unit.name());
    for (int i = 0; i < 2; i++) {
      String id = "id" + i;
      if (clients.stored.contains(seen.row.key() + " " + unit.name() + " " + id)) {
        boolean kept = id.equals(state.signal()) && status == SagaStatus.SUCCEEDED;
        boolean wanted = !kept && unit.undo() == Unit.Undoing.KNOWN;
        if (place.refunded.contains("paid-" + id) != wanted) {
          watch.broken(
              "signal %s %s of %s, which is %s, is%s refunded"
                  .formatted(unit.name(), id, watch.name(seen), status, wanted ? " not" : ""));
        }
      }
    }
  }
}
