package dev.amends.testkit.simulate;

import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.journal.StepState.Phase;
import dev.amends.plan.PlanNode;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import dev.amends.plan.StepKind;
import java.util.Objects;
import java.util.UUID;

/** What must be so between sagas and those that do their steps. */
final class FamilyRules {
  private final World world;
  private final Watch watch;

  FamilyRules(World world, Watch watch) {
    this.world = world;
    this.watch = watch;
  }

  /** After everything that was committed with what is new of it. */
  void changed(Seen seen) {
    seen.fresh().stream()
        .flatMap(entry -> entry.facts().stream())
        .forEach(fact -> fact(seen, fact));
  }

  private void fact(Seen seen, Fact fact) {
    if (fact instanceof Fact.ChildOf own) {
      born(seen, own);
    } else if (fact instanceof Fact.Recalled) {
      recalled(seen);
    } else if (fact instanceof Fact.ChildOrdered order) {
      PlanStep step = seen.history().plan().step(order.step());
      world.saw("child", "ordered");
      world.calls.nothingStandsOn(seen.history(), step);
    } else if (fact instanceof Fact.ChildEnded ended) {
      world.saw("child", (seen.history().turned() ? "undone for parent " : "") + ended.status());
    }
  }

  /** A child is born with its parent's append, while that goes forward. */
  private void born(Seen child, Fact.ChildOf own) {
    Seen parent = watch.saga(own.parent());
    if (parent == null) {
      watch.broken("%s is born for nobody".formatted(watch.name(child)));
      return;
    }
    History history = parent.history();
    if (history.status() != SagaStatus.RUNNING || !current(child, parent)) {
      watch.broken(
          "%s is born for %s, which is %s"
              .formatted(watch.name(child), watch.name(parent), history.status()));
    }
    PlanStep step = history.plan().step(own.step());
    world.saw("child", step.item() == null ? "of a step" : "of an item");
    world.saw("child", own.root() == own.at().number() ? "of the outermost" : "of a child");
    String input = history.input().text() + "/" + step.name();
    if (!child.history().input().text().equals(input)) {
      watch.broken("%s begins with another input".formatted(watch.name(child)));
    }
    boolean pastPivot =
        history.plan().steps().stream()
            .anyMatch(each -> each.pivot() && history.step(each.index()).passed());
    if (!Objects.equals(child.history().deadline(), pastPivot ? null : history.deadline())) {
      watch.broken("%s has not its parent's deadline".formatted(watch.name(child)));
    }
  }

  private void recalled(Seen child) {
    Seen parent = watch.known(Objects.requireNonNull(child.parent()));
    StepState state = parent.history().step(step(child));
    if (!parent.history().turned() || !current(child, parent) || !state.childOrdered()) {
      watch.broken("%s is called back by nobody".formatted(watch.name(child)));
    }
  }

  private static int step(Seen child) {
    return Objects.requireNonNull(child.history().childOf()).step();
  }

  /** Whether it is the one that its parent's step is done by now. */
  private static boolean current(Seen child, Seen parent) {
    Fact.ChildStarted started = parent.history().step(step(child)).child();
    return started != null && started.child().equals(child.row.id());
  }

  /** When all is at rest. */
  void atRest() {
    for (Seen seen : watch.sagas()) {
      UUID parent = seen.parent();
      if (parent != null) {
        child(seen, watch.known(parent));
      }
      standsStill(seen);
    }
  }

  private void child(Seen child, Seen parent) {
    PlanStep step = parent.history().plan().step(step(child));
    StepState state = parent.history().step(step.index());
    SagaStatus status = child.history().status();
    boolean current = current(child, parent);
    boolean right =
        switch (parent.history().status()) {
          case SUCCEEDED ->
              status
                  == (current && state.phase() == Phase.SUCCEEDED
                      ? SagaStatus.SUCCEEDED
                      : SagaStatus.COMPENSATED);
          case COMPENSATED -> status == SagaStatus.COMPENSATED || mayStand(step, parent, status);
          case PARKED -> true;
          default -> !current || !status.ended() || heard(state, status);
        };
    if (!right) {
      watch.broken(
          "%s is %s, and %s, which does its step '%s', is %s"
              .formatted(
                  watch.name(parent),
                  parent.history().status(),
                  watch.name(child),
                  step.name(),
                  status));
    }
    if (current && state.phase() == Phase.SUCCEEDED && status == SagaStatus.SUCCEEDED) {
      given(child, parent, step, state);
    }
  }

  private static boolean mayStand(PlanStep step, Seen parent, SagaStatus status) {
    boolean left = step.mayStay() || step.ownUndo() || parent.decided.contains(step.index());
    return left && status == SagaStatus.SUCCEEDED;
  }

  /** Its parent has made a fact of its end. */
  private static boolean heard(StepState state, SagaStatus status) {
    boolean concluded = state.phase() != Phase.OPEN || state.undoing() == StepState.Undoing.DONE;
    return concluded && !(state.childOrdered() && status == SagaStatus.COMPENSATED);
  }

  private void given(Seen child, Seen parent, PlanStep step, StepState state) {
    if (!child.history().output().equals(state.result())) {
      watch.broken(
          "'%s' of %s did not give what its child gave".formatted(step.name(), watch.name(parent)));
    }
    OtherSide.Place place = world.otherSide.place(parent.row.id(), step.name());
    boolean undone =
        parent.history().status() == SagaStatus.COMPENSATED && step.ownUndo() && !step.mayStay();
    boolean decided = parent.decided.contains(step.index());
    if (parent.history().status().ended() && !decided && undone == place.refunded.isEmpty()) {
      watch.broken(
          "%s is %s, and what the child did for '%s' is%s undone by the step"
              .formatted(
                  watch.name(parent),
                  parent.history().status(),
                  step.name(),
                  undone ? " not" : ""));
    }
  }

  /** Who waits for a child that is parked has done all else that could be done. */
  private void standsStill(Seen seen) {
    History history = seen.history();
    PlanNode node = history.currentNode();
    if (history.status() != SagaStatus.RUNNING || node == null || !history.acquired()) {
      return;
    }
    for (PlanStep step : node.steps()) {
      StepState state = history.step(step.index());
      if (step.kind() != StepKind.CHILD && state.phase() == Phase.OPEN && !inDoubt(step, state)) {
        watch.broken("%s stands still at '%s'".formatted(watch.name(seen), step.name()));
      }
    }
  }

  /** Nothing more can be found out without a person; it parks when the others are done. */
  private static boolean inDoubt(PlanStep step, StepState state) {
    boolean usedUp = state.exhausted() || state.attempts() >= step.policies().retry().attempts();
    boolean stuck = step.safety().probed() ? state.probeExhausted() : usedUp;
    return state.unknown() && (stuck || step.safety() == Safety.AT_MOST_ONCE);
  }
}
