package dev.amends.testkit.simulate;

import dev.amends.definition.Recovery;
import dev.amends.journal.History;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.journal.StepState.Phase;
import dev.amends.plan.PlanStep;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.testkit.simulate.OtherSide.Place;
import dev.amends.testkit.simulate.Unit.Kind;
import dev.amends.testkit.simulate.Watch.Seen;
import java.util.UUID;

/** What must be true in the end. */
final class Rules {
  private final World world;
  private final Clients clients;
  private final Watch watch;

  Rules(World world, Clients clients) {
    this.world = world;
    this.clients = clients;
    this.watch = world.watch;
  }

  void check() {
    watch.look();
    watch.sagas.values().forEach(this::saga);
    acknowledged();
    calls();
    watch.rows.forEach(
        (at, count) -> {
          if (count > 0 && !watch.sagas.containsKey(at.saga())) {
            watch.broken("rows of '%s' are there without a saga".formatted(at.step()));
          }
        });
  }

  private void acknowledged() {
    clients.acknowledged.forEach(
        (key, id) -> {
          UUID there = world.store.find(Written.TYPE, key).map(SagaRow::id).orElse(null);
          if (!id.equals(there)) {
            watch.broken("the start of %s was answered, and it is not there".formatted(key));
          }
        });
  }

  private void calls() {
    watch.calls.forEach(
        (key, count) -> {
          Seen seen = watch.sagas.get(key.saga());
          Unit unit = world.program.unit(key.step());
          int most = unit.retry().attempts() * (1 + (seen == null ? 0 : seen.resumes));
          if (count > most) {
            watch.broken(
                "'%s' was called %d times, %d are allowed".formatted(key.step(), count, most));
          }
        });
    world.otherSide.places.forEach(
        (at, place) -> {
          if (world.program.unit(at.step()).kind() == Kind.AT_MOST_ONCE
              && place.reached.values().stream().anyMatch(count -> count > 1)) {
            watch.broken("'%s' was made more than once".formatted(at.step()));
          }
        });
  }

  private void saga(Seen seen) {
    SagaRow row = world.store.find(seen.row.id()).orElseThrow();
    History history = seen.history;
    String name = watch.name(row);
    if (row.status() != history.status() || row.reason() != history.parkReason()) {
      watch.broken(
          "the index says %s is %s %s, its journal %s %s"
              .formatted(name, row.status(), row.reason(), history.status(), history.parkReason()));
    }
    SagaStatus told = clients.told.get(row.id());
    if (told != null && told != row.status()) {
      watch.broken("a caller was told that %s is %s; it is %s".formatted(name, told, row.status()));
    }
    if (row.status() == SagaStatus.PARKED) {
      parked(seen, row);
    }
    if (quiet(seen) && row.status() != SagaStatus.SUCCEEDED) {
      watch.broken("nothing went wrong for %s, and it is %s".formatted(name, row.status()));
    }
    for (PlanStep step : history.plan().steps()) {
      StepState state = history.step(step.index());
      if (!step.each() && !seen.decided.contains(step.index())) {
        step(seen, step, state);
      }
      if (row.status() == SagaStatus.SUCCEEDED && !state.passed()) {
        watch.broken("%s succeeded without '%s'".formatted(name, step.name()));
      }
    }
  }

  private boolean quiet(Seen seen) {
    boolean mayFail =
        world.program.units().stream()
            .anyMatch(
                unit ->
                    unit.kind() == Kind.AWAIT
                        || unit.kind() == Kind.LOCAL
                        || (unit.kind() == Kind.AT_MOST_ONCE && seen.crashes > 0)
                        || unit.retry().attempts() <= seen.crashes);
    return !mayFail
        && !seen.ordered
        && watch.struck(seen) == 0
        && !heldUp(seen.history)
        && seen.history.deadline() == null
        && !world.program.exclusive();
  }

  /** Waits end in the reverse order of their beginning: one node's may hold up another's call. */
  private static boolean heldUp(History history) {
    return history.plan().steps().stream()
        .map(step -> history.step(step.index()).failure())
        .anyMatch(failure -> failure != null && failure.code().equals("timeout"));
  }

  private void parked(Seen seen, SagaRow row) {
    ParkReason reason = row.reason();
    boolean pastPivot =
        seen.history.plan().steps().stream()
            .anyMatch(step -> step.pivot() && seen.history.step(step.index()).passed());
    boolean troubled = watch.struck(seen) > 0 || seen.crashes > 0 || seen.ordered;
    boolean excused =
        switch (reason) {
          case STEP_FAILED -> world.program.recovery() == Recovery.REPROCESS || pastPivot;
          case UNKNOWN_OUTCOME, COMPENSATION_FAILED -> troubled;
          case CRASH_LOOP -> seen.crashes >= 5;
          default -> false;
        };
    if (!excused) {
      watch.broken("%s is parked for no good reason: %s".formatted(watch.name(row), reason));
    }
  }

  private void step(Seen seen, PlanStep step, StepState state) {
    Unit unit = world.program.unit(step.name());
    switch (unit.kind()) {
      case LOCAL -> local(seen, step, state);
      case AWAIT -> await(seen, unit, state);
      case READ_ONLY -> {}
      default -> remote(seen, unit, step, state);
    }
  }

  private void local(Seen seen, PlanStep step, StepState state) {
    int count = watch.rows.getOrDefault(new OtherSide.At(seen.row.id(), step.name()), 0);
    boolean there = state.phase() == Phase.SUCCEEDED && state.undoing() != StepState.Undoing.DONE;
    if (count != (there ? 1 : 0)) {
      watch.broken(
          "local step '%s' of %s is %s %s and has %d rows"
              .formatted(step.name(), watch.name(seen.row), state.phase(), state.undoing(), count));
    }
  }

  private void remote(Seen seen, Unit unit, PlanStep step, StepState state) {
    Place place = world.otherSide.place(seen.row.id(), step.name());
    int count = place.things.size();
    SagaStatus status = seen.history.status();
    int least = 0;
    int most = Integer.MAX_VALUE;
    if (status == SagaStatus.SUCCEEDED) {
      least = state.phase() == Phase.SUCCEEDED ? 1 : 0;
      most = step.undoable() ? least : Integer.MAX_VALUE;
      boolean extra = count > least && !step.undoable();
      if (extra && !lookParked()) {
        watch.broken("'%s' has an effect too many, and nobody is told".formatted(step.name()));
      }
    } else if (status == SagaStatus.COMPENSATED) {
      most = step.mayStay() || (!step.undoable() && lookParked()) ? most : 0;
    } else if (state.phase() == Phase.SUCCEEDED && !seen.history.turned()) {
      least = 1;
      most = unit.kind() == Kind.PROBE_ALL ? most : 1;
    }
    if (count < least || count > most) {
      watch.broken(
          "%s is %s; '%s' is %s %s and has %d effects"
              .formatted(
                  watch.name(seen.row),
                  status,
                  step.name(),
                  state.phase(),
                  state.undoing(),
                  count));
    }
  }

  /** Whether a late look waits for a person. */
  private boolean lookParked() {
    SagaFilter looks = new SagaFilter("amends.late-look", SagaStatus.PARKED, null, null, 100);
    return !world.store.list(looks).isEmpty();
  }

  private void await(Seen seen, Unit unit, StepState state) {
    SagaStatus status = seen.history.status();
    if (!status.ended()) {
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
                  .formatted(unit.name(), id, watch.name(seen.row), status, wanted ? " not" : ""));
        }
      }
    }
  }
}
