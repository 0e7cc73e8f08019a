package dev.amends.testkit.simulate;

import dev.amends.definition.Recovery;
import dev.amends.journal.History;
import dev.amends.journal.SagaStatus;
import dev.amends.plan.PlanStep;
import dev.amends.spi.SagaRow;
import dev.amends.testkit.simulate.Unit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What must be true when all is at rest. */
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
    EffectRules effects = new EffectRules(world, clients);
    for (Seen seen : watch.sagas()) {
      saga(seen);
      effects.check(seen);
    }
    new FamilyRules(world, watch).atRest();
    acknowledged();
    calls();
    world.calls.rows.forEach(
        (at, count) -> {
          if (count > 0 && watch.saga(at.saga()) == null) {
            watch.broken("rows of '%s' are there without a saga".formatted(at.step()));
          }
        });
  }

  private void acknowledged() {
    clients.acknowledged.forEach(
        (key, id) -> {
          UUID there = world.store.find(Editions.OUTERMOST, key).map(SagaRow::id).orElse(null);
          if (!id.equals(there)) {
            watch.broken("the start of %s was answered, and it is not there".formatted(key));
          }
        });
  }

  private void calls() {
    world.calls.counts.forEach(
        (key, count) -> {
          Seen seen = watch.saga(key.saga());
          if (seen == null) {
            watch.broken("'%s' was called for a saga that is not there".formatted(key.step()));
            return;
          }
          Unit unit = world.editions.unit(seen.type(), key.step());
          int most = unit.retry().attempts() * (1 + seen.resumes);
          if (count > most) {
            watch.broken(
                "'%s' was called %d times, %d are allowed".formatted(key.step(), count, most));
          }
        });
    world.otherSide.places.forEach(
        (at, place) -> {
          Seen seen = watch.saga(at.saga());
          if (seen != null
              && world.editions.unit(seen.type(), at.step()).kind() == Kind.AT_MOST_ONCE
              && place.reached.values().stream().anyMatch(count -> count > 1)) {
            watch.broken("'%s' was made more than once".formatted(at.step()));
          }
        });
  }

  private void saga(Seen seen) {
    SagaRow row = world.store.find(seen.row.id()).orElseThrow();
    History history = seen.history();
    String name = watch.name(row);
    if (row.status() != history.status() || row.reason() != history.parkReason()) {
      watch.broken(
          "the index says %s is %s %s, its journal %s %s"
              .formatted(name, row.status(), row.reason(), history.status(), history.parkReason()));
    }
    if (!row.planHash().equals(history.plan().hash())) {
      watch.broken("the index says another plan than the journal of %s".formatted(name));
    }
    world.saw("at rest", row.status().name());
    SagaStatus told = clients.told.get(row.id());
    if (told != null && told != row.status()) {
      watch.broken("a caller was told that %s is %s; it is %s".formatted(name, told, row.status()));
    }
    if (row.status() == SagaStatus.PARKED) {
      parked(seen, row);
    }
    if (row.status() != SagaStatus.SUCCEEDED && quiet(seen)) {
      watch.broken("nothing went wrong for %s, and it is %s".formatted(name, row.status()));
    }
    for (PlanStep step : history.plan().steps()) {
      if (row.status() == SagaStatus.SUCCEEDED && !history.step(step.index()).passed()) {
        watch.broken("%s succeeded without '%s'".formatted(name, step.name()));
      }
    }
  }

  /** Whether nothing went wrong for it, nor for any other one of its family. */
  private boolean quiet(Seen seen) {
    List<Seen> family = family(seen);
    int crashes = family.stream().mapToInt(one -> one.crashes).sum();
    boolean mayFail =
        world.editions.types().stream()
            .flatMap(type -> world.editions.units(type).stream())
            .anyMatch(
                unit ->
                    unit.kind() == Kind.AWAIT
                        || unit.kind() == Kind.LOCAL
                        || (unit.kind() == Kind.AT_MOST_ONCE && crashes > 0)
                        || unit.retry().attempts() <= crashes);
    return !mayFail
        && !world.clocksJump()
        && !world.editions.change()
        && !world.editions.program(Editions.OUTERMOST).exclusive()
        && family.stream().noneMatch(this::disturbed);
  }

  private boolean disturbed(Seen seen) {
    return seen.ordered
        || watch.struck(seen) > 0
        || heldUp(seen.history())
        || seen.history().deadline() != null;
  }

  private List<Seen> family(Seen seen) {
    UUID root = root(seen).row.id();
    List<Seen> family = new ArrayList<>(watch.sagas());
    family.removeIf(one -> !root(one).row.id().equals(root));
    return family;
  }

  private Seen root(Seen seen) {
    Seen root = seen;
    for (UUID parent = seen.parent(); parent != null; parent = root.parent()) {
      root = watch.known(parent);
    }
    return root;
  }

  /** Waits end in the reverse order of their beginning: one node's may hold up another's call. */
  private static boolean heldUp(History history) {
    return history.plan().steps().stream()
        .map(step -> history.step(step.index()).failure())
        .anyMatch(failure -> failure != null && failure.code().equals("timeout"));
  }

  private void parked(Seen seen, SagaRow row) {
    boolean pastPivot =
        seen.history().plan().steps().stream()
            .anyMatch(step -> step.pivot() && seen.history().step(step.index()).passed());
    boolean troubled = watch.struck(seen) > 0 || seen.crashes > 0 || seen.ordered;
    Recovery recovery = world.editions.program(seen.type()).recovery();
    boolean excused =
        switch (row.reason()) {
          case STEP_FAILED -> recovery == Recovery.REPROCESS || pastPivot;
          case UNKNOWN_OUTCOME, COMPENSATION_FAILED -> troubled;
          case CRASH_LOOP -> seen.crashes >= 5;
          case PAYLOAD_UNREADABLE -> seen.unstorable;
          case DEFINITION_CHANGED -> world.editions.change();
          default -> false;
        };
    if (!excused) {
      watch.broken("%s is parked for no good reason: %s".formatted(watch.name(row), row.reason()));
    }
  }
}
