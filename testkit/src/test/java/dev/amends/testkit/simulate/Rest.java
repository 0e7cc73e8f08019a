package dev.amends.testkit.simulate;

import static java.time.Duration.ofSeconds;

import dev.amends.internal.look.LateLook;
import dev.amends.internal.look.LateSignal;
import dev.amends.journal.Fact;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.plan.PlanStep;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Waits until nothing more is going to happen unless somebody decides, or a plan comes back. */
final class Rest {
  private static final int LONGEST_SECONDS = 600;

  /** Longer than anything that a saga waits for by itself. */
  private static final long STILL = ofSeconds(20).toNanos();

  private final World world;

  Rest(World world) {
    this.world = world;
  }

  void await() {
    int seconds = 0;
    do {
      world.time.advance(ofSeconds(3));
      seconds += 3;
    } while (!isThere() && seconds < LONGEST_SECONDS);
    if (seconds >= LONGEST_SECONDS) {
      unsettled().forEach(this::restless);
    }
  }

  private void restless(SagaRow row) {
    String name = world.watch.name(row);
    world.watch.broken("%s does not come to rest: it is %s".formatted(name, row.status()));
  }

  private boolean isThere() {
    return world.underWay == 0
        && unsettled().isEmpty()
        && world.store.mailbox().late(100).stream().noneMatch(late -> world.readable(late.saga()));
  }

  private List<SagaRow> unsettled() {
    return sagas().stream().filter(row -> !rests(row)).toList();
  }

  private boolean rests(SagaRow row) {
    return row.status().ended()
        || row.status() == SagaStatus.PARKED
        || waitsForPlan(row)
        || waitsToLook(row)
        || waitsForChild(row)
        || waitsInLine(row);
  }

  /** What comes after a saga's end may find a node that cannot read the saga. */
  private boolean waitsForPlan(SagaRow row) {
    boolean after = row.type().equals(LateLook.TYPE) || row.type().equals(LateSignal.TYPE);
    return after && !world.readable(target(row));
  }

  /** A look at a saga that is being undone once more waits until that has ended. */
  private boolean waitsToLook(SagaRow row) {
    return row.type().equals(LateLook.TYPE)
        && world
            .store
            .find(target(row))
            .filter(saga -> !saga.status().ended() && rests(saga))
            .isPresent();
  }

  private UUID target(SagaRow row) {
    return UUID.fromString(input(row).split(" ", -1)[0]);
  }

  private String input(SagaRow row) {
    return world.store.journal(row.address()).stream()
        .flatMap(entry -> entry.read().facts().stream())
        .filter(Fact.Started.class::isInstance)
        .map(fact -> ((Fact.Started) fact).input().text())
        .findFirst()
        .orElseThrow();
  }

  /** For one that is parked, or waits for such a one itself, it may wait for ever. */
  private boolean waitsForChild(SagaRow row) {
    Seen seen = world.watch.saga(row.id());
    if (seen == null || !driven(row) || world.time.nanos() - seen.lastEntry < STILL) {
      return false;
    }
    return seen.history().plan().steps().stream()
        .map(step -> child(seen, step))
        .flatMap(Optional::stream)
        .anyMatch(child -> child.status() == SagaStatus.PARKED || waitsForChild(child));
  }

  /** Whether a node has it in its hands. */
  private boolean driven(SagaRow row) {
    Long owner = row.owner();
    return owner != null
        && world.nodes.stream().anyMatch(node -> node.running() && node.incarnation() == owner);
  }

  /** The saga that a step waits for. */
  private Optional<SagaRow> child(Seen seen, PlanStep step) {
    StepState state = seen.history().step(step.index());
    Fact.ChildStarted child = state.child();
    boolean waits = state.phase() == StepState.Phase.OPEN || state.childOrdered();
    return child == null || !waits || state.undoing() == StepState.Undoing.DONE
        ? Optional.empty()
        : world.store.find(child.child()).filter(row -> !row.status().ended());
  }

  /** Behind one that rests, it may wait for ever. */
  private boolean waitsInLine(SagaRow row) {
    return row.type().equals(Editions.OUTERMOST)
        && world.editions.program(row.type()).exclusive()
        && world
            .store
            .exclusives()
            .holder("the-key")
            .filter(first -> !first.equals(row.address()))
            .flatMap(first -> world.store.byNumber(List.of(first.number())).stream().findFirst())
            .filter(first -> first.status() == SagaStatus.PARKED || waitsForChild(first))
            .isPresent();
  }

  /** Those that a person can decide on. */
  List<SagaRow> parked() {
    return sagas().stream()
        .filter(row -> row.status() == SagaStatus.PARKED && Editions.has(row.type()))
        .toList();
  }

  private List<SagaRow> sagas() {
    return world.store.list(new SagaFilter(null, null, null, null, 1000));
  }
}
