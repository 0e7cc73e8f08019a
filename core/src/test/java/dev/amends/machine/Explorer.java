package dev.amends.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.Actor;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.Payload;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.journal.Via;
import dev.amends.machine.Task.Work;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import dev.amends.plan.StepKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Walks every way that a saga can go, with so many things going wrong on it at most, and knows at
 * each moment what is really there on the other side.
 */
final class Explorer {
  private static final int LONGEST = 300;
  private static final int MOST_ITEMS = 4;
  private static final Failure FAILURE = Failure.of("test", "it went wrong");

  /** A moment on one way. */
  private record Moment(
      History history,
      Map<Integer, Task> underWay,
      int[] effects,
      Instant now,
      int troubles,
      List<String> way) {}

  private final Plan plan;
  private final int mostTroubles;
  int succeeded;
  int compensated;
  int parked;

  Explorer(Plan plan, int mostTroubles) {
    this.plan = plan;
    this.mostTroubles = mostTroubles;
  }

  void explore() {
    int steps = plan.steps().size() + MOST_ITEMS;
    Instant start = Instant.ofEpochSecond(1_000_000);
    Fact started = new Fact.Started(Payload.EMPTY, Map.of(), null, null);
    History history = History.of(plan).plus(new JournalEntry(1, 1, 1, start, List.of(started)));
    go(new Moment(history, Map.of(), new int[steps], start, 0, List.of("started")));
  }

  private void go(Moment at) {
    assertThat(at.way().size()).as("comes to rest: %s", at.way()).isLessThan(LONGEST);
    Decision decision = Machine.decide(at.history(), at.underWay().keySet(), at.now());
    if (decision instanceof Decision.Append append) {
      append.facts().forEach(fact -> checkOrder(at, fact));
      go(plus(at, append.facts(), "follows " + names(append.facts())));
    } else if (decision instanceof Decision.Ask ask) {
      ask(at, ask.steps());
    } else if (decision instanceof Decision.Finish finish) {
      finish(at, finish);
    } else if (decision instanceof Decision.Rest) {
      rest(at);
    } else if (decision instanceof Decision.Go next) {
      go(at, next);
    }
  }

  /** Whatever the conditions say, and whether a list has items or none. */
  private void ask(Moment at, List<Integer> steps) {
    for (int answers = 0; answers < 1 << steps.size(); answers++) {
      List<Fact> facts = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        facts.add(answer(at, steps.get(i), (answers >> i & 1) == 1));
      }
      go(plus(at, facts, "asked " + names(facts) + answers));
    }
  }

  private static Fact answer(Moment at, int step, boolean yes) {
    StepState state = at.history().step(step);
    if (at.history().plan().step(step).conditional() && !state.taken()) {
      return new Fact.Verdict(step, yes);
    }
    if (at.history().plan().step(step).kind() == StepKind.CHILD) {
      UUID child = new UUID(state.generation(), step);
      return yes
          ? new Fact.ChildStarted(step, child, new SagaAddress(1, 1))
          : new Fact.Failed(step, FAILURE);
    }
    assertThat(state.phase()).as("asked once").isEqualTo(StepState.Phase.OPEN);
    Fact.Expanded.Item one = new Fact.Expanded.Item("1", Payload.EMPTY);
    Fact.Expanded.Item two = new Fact.Expanded.Item("2", Payload.EMPTY);
    return new Fact.Expanded(step, yes ? List.of(one, two) : List.of());
  }

  private static boolean skipped(Moment at, PlanStep step) {
    return at.history().step(step.index()).phase() == StepState.Phase.SKIPPED;
  }

  private void finish(Moment at, Decision.Finish finish) {
    assertThat(at.underWay()).isEmpty();
    for (PlanStep step : at.history().plan().steps()) {
      int there = at.effects()[step.index()];
      boolean looked = finish.looks().contains(step.index());
      if (skipped(at, step) || step.each()) {
        assertThat(there).as("%s is skipped: %s", step.name(), at.way()).isZero();
      } else if (finish.status() == SagaStatus.SUCCEEDED) {
        assertThat(there).as("%s is there: %s", step.name(), at.way()).isPositive();
        assertThat(there == 1 || looked).as("%s is single: %s", step.name(), at.way()).isTrue();
      } else if (step.pivot()) {
        assertThat(there).as("never back past the pivot: %s", at.way()).isZero();
      } else if (step.undoable() && !step.mayStay()) {
        assertThat(there == 0 || looked).as("%s is undone: %s", step.name(), at.way()).isTrue();
      }
    }
    if (finish.status() == SagaStatus.SUCCEEDED) {
      succeeded++;
    } else {
      compensated++;
    }
  }

  private void rest(Moment at) {
    assertThat(at.underWay()).as("parks only when nothing is under way: %s", at.way()).isEmpty();
    parked++;
    if (at.troubles() < mostTroubles) {
      Fact resumed = new Fact.Resumed(Actor.of("person"), "again");
      go(trouble(plus(at, List.of(resumed), "resumed")));
      if (Machine.canTurnRound(at.history()) && !at.history().turned()) {
        Fact order = new Fact.CompensationOrdered(Actor.of("person"), "undo");
        go(trouble(plus(at, List.of(order), "ordered back")));
      }
    }
  }

  private void go(Moment at, Decision.Go next) {
    Map<Integer, Task> underWay = new TreeMap<>(at.underWay());
    List<Fact> intents = new ArrayList<>();
    for (Task task : next.tasks()) {
      PlanStep step = at.history().plan().step(task.step());
      check(at, task, step);
      boolean intended = at.history().step(step.index()).intended();
      if (step.safety() == Safety.AT_MOST_ONCE && task.work() == Work.CALL && !intended) {
        intents.add(new Fact.Intended(step.index()));
      } else if (step.kind() != StepKind.LOCAL || underWay.isEmpty()) {
        underWay.put(step.index(), task);
      }
    }
    if (!intents.isEmpty()) {
      go(plus(at, intents, "intends"));
      return;
    }
    Moment then = with(at, underWay);
    signal(then);
    boolean waits = endOfChildren(then);
    if (underWay.isEmpty() && next.wake() == null) {
      assertThat(waits).as("has something to wait for: %s", at.way()).isTrue();
    } else if (underWay.isEmpty()) {
      go(at(then, next.wake()));
    }
    for (Task task : underWay.values()) {
      end(then, task);
    }
    if (at.troubles() < mostTroubles) {
      crash(then, true);
      crash(then, false);
      cancel(then);
    }
  }

  /** A signal comes for each step that waits for one. */
  private void signal(Moment at) {
    for (PlanStep step : at.history().plan().steps()) {
      if (at.history().waits(step)) {
        Fact came = new Fact.Signalled(step.index(), "id", Payload.EMPTY);
        Moment then = effects(landed(at, step.index()), step.index(), 1);
        go(plus(then, List.of(came), step.name() + " signalled"));
      }
    }
  }

  /** Sagas that do steps end: well, or undone by themselves or because they were told to. */
  private boolean endOfChildren(Moment at) {
    boolean any = false;
    for (PlanStep step : at.history().plan().steps()) {
      StepState state = at.history().step(step.index());
      boolean onItsWay = state.child() != null && state.phase() == StepState.Phase.OPEN;
      if (onItsWay && state.undoing() == StepState.Undoing.OPEN) {
        any = true;
        childEnds(at, step, state, SagaStatus.SUCCEEDED, 1);
        if (state.childOrdered()) {
          childEnds(at, step, state, SagaStatus.COMPENSATED, 0);
        } else if (at.troubles() < mostTroubles) {
          childEnds(trouble(at), step, state, SagaStatus.COMPENSATED, 0);
        }
      } else if (state.childOrdered() && state.undoing() == StepState.Undoing.OPEN) {
        any = true;
        childEnds(at, step, state, SagaStatus.COMPENSATED, 0);
      }
    }
    return any;
  }

  private void childEnds(
      Moment at, PlanStep step, StepState state, SagaStatus status, int effects) {
    Fact.ChildEnded end =
        new Fact.ChildEnded(step.index(), state.child().child(), status, Payload.EMPTY, FAILURE, 5);
    assertThat(at.history().waitsFor(end)).as("heard: %s", at.way()).isTrue();
    Moment then = effects(at, step.index(), effects);
    go(plus(then, List.of(end), step.name() + " " + status));
  }

  /** A saga is told to undo itself as a compensation is begun: after what was built on it. */
  private void checkOrder(Moment at, Fact fact) {
    if (fact instanceof Fact.ChildOrdered order) {
      assertThat(at.history().status()).isEqualTo(SagaStatus.COMPENSATING);
      PlanStep step = at.history().plan().step(order.step());
      if (at.history().step(order.step()).phase() == StepState.Phase.SUCCEEDED) {
        check(at, new Task(Work.UNDO, step.index()), step);
      }
    }
  }

  /** What must hold whenever a piece of code begins. */
  private void check(Moment at, Task task, PlanStep step) {
    boolean undoing = task.work() == Work.UNDO || task.work() == Work.UNDO_UNKNOWN;
    assertThat(at.underWay()).doesNotContainKey(step.index());
    if (task.work() == Work.CALL) {
      assertThat(at.history().status()).isEqualTo(SagaStatus.RUNNING);
      boolean settles = step.pivot() && at.history().step(step.index()).unknown();
      assertThat(at.history().cancelAsked() && !settles).as("cancelled: %s", at.way()).isFalse();
      for (PlanStep earlier : at.history().plan().steps()) {
        boolean before = earlier.node() < step.node();
        assertThat(
                !before
                    || at.effects()[earlier.index()] > 0
                    || skipped(at, earlier)
                    || earlier.each())
            .as("%s is there before %s: %s", earlier.name(), step.name(), at.way())
            .isTrue();
      }
    }
    if (undoing) {
      assertThat(at.history().status()).isEqualTo(SagaStatus.COMPENSATING);
      assertThat(Machine.pastPivot(at.history())).as("past the pivot: %s", at.way()).isFalse();
      for (PlanStep later : at.history().plan().steps()) {
        boolean builtOnIt = later.node() > step.node() && !later.mayStay() && later.undoable();
        boolean gone =
            at.effects()[later.index()] == 0
                || (later.safety() == Safety.PROBE_ALL && at.effects()[later.index()] < 2);
        assertThat(!builtOnIt || gone || later.safety() == Safety.PROBE_ALL)
            .as("%s is undone before %s: %s", later.name(), step.name(), at.way())
            .isTrue();
      }
    }
  }

  private void end(Moment at, Task task) {
    switch (task.work()) {
      case CALL -> endCall(at, task);
      case PROBE -> endProbe(at, task);
      case UNDO, UNDO_UNKNOWN -> endUndo(at, task);
    }
  }

  private void endCall(Moment at, Task task) {
    PlanStep step = at.history().plan().step(task.step());
    int i = step.index();
    if (step.kind() == StepKind.AWAIT) {
      go(plus(landed(at, i), List.of(new Fact.Failed(i, FAILURE)), step.name() + " missing"));
      return;
    }
    boolean taken = step.safety() == Safety.PROBE && at.effects()[i] > 0;
    if (taken) {
      failCall(at, step, Outcome.unknown(FAILURE), false, "exists", 0);
      return;
    }
    Moment done = ended(at, step, true);
    go(plus(done, List.of(new Fact.Succeeded(i, Payload.EMPTY, Via.CALL)), step.name() + " ok"));
    if (at.troubles() < mostTroubles) {
      failCall(at, step, Outcome.rejected(FAILURE), false, "rejected", 1);
      failCall(at, step, Outcome.notSent(FAILURE), false, "not sent", 1);
      if (step.kind() == StepKind.REMOTE) {
        failCall(at, step, Outcome.unknown(FAILURE), true, "answer lost", 1);
        failCall(at, step, Outcome.unknown(FAILURE), false, "request lost", 1);
      }
    }
  }

  private void failCall(
      Moment at, PlanStep step, Outcome outcome, boolean effect, String word, int trouble) {
    Fact fact = Conclusion.ofCall(step, at.history().step(step.index()), outcome, at.now(), 0);
    Moment then = plus(ended(at, step, effect), List.of(fact), step.name() + " " + word);
    go(trouble == 0 ? then : trouble(then));
  }

  private void endProbe(Moment at, Task task) {
    PlanStep step = at.history().plan().step(task.step());
    int i = step.index();
    Fact seen =
        at.effects()[i] > 0
            ? new Fact.Succeeded(i, Payload.EMPTY, Via.PROBE)
            : Conclusion.ofAbsence(step, at.history().step(i), at.now());
    go(plus(landed(at, i), List.of(seen), step.name() + " probed " + at.effects()[i]));
    if (at.troubles() < mostTroubles) {
      Fact failed = Conclusion.ofFailedProbe(step, at.history().step(i), FAILURE, at.now(), 0);
      go(trouble(plus(landed(at, i), List.of(failed), step.name() + " probe failed")));
    }
  }

  private void endUndo(Moment at, Task task) {
    PlanStep step = at.history().plan().step(task.step());
    int i = step.index();
    Moment gone = landed(at, i);
    gone = effects(gone, i, Math.max(0, at.effects()[i] - 1));
    go(plus(gone, List.of(new Fact.Undone(i)), step.name() + " undone"));
    if (at.troubles() < mostTroubles) {
      Fact failed = Conclusion.ofFailedUndo(step, at.history().step(i), FAILURE, at.now(), 0);
      String word = step.name() + " undo failed";
      go(trouble(plus(landed(at, i), List.of(failed), word)));
      if (step.kind() == StepKind.REMOTE) {
        go(trouble(plus(gone, List.of(failed), word + " but happened")));
      }
    }
  }

  /** The node dies: remote calls under way happened, or did not; local ones are rolled back. */
  private void crash(Moment at, boolean happened) {
    Moment then = at;
    for (Task task : at.underWay().values()) {
      PlanStep step = at.history().plan().step(task.step());
      boolean effect = happened && step.kind() == StepKind.REMOTE && task.work() == Work.CALL;
      then =
          ended(
              then,
              step,
              effect && !(step.safety() == Safety.PROBE && at.effects()[step.index()] > 0));
    }
    Fact adopted = new Fact.Adopted(true, at.now());
    go(trouble(plus(then, List.of(adopted), "crash" + (happened ? " after" : " before"))));
  }

  private void cancel(Moment at) {
    boolean possible =
        at.history().status() == SagaStatus.RUNNING
            && !at.history().cancelAsked()
            && Machine.canTurnRound(at.history());
    if (possible) {
      Fact asked = new Fact.CancelAsked(Actor.of("person"), "no more");
      go(trouble(plus(at, List.of(asked), "cancelled")));
    }
  }

  private Moment ended(Moment at, PlanStep step, boolean effect) {
    Moment then = landed(at, step.index());
    if (!effect) {
      return then;
    }
    boolean single = step.safety() == Safety.IDEMPOTENT;
    int there = at.effects()[step.index()];
    if (step.safety() == Safety.AT_MOST_ONCE) {
      assertThat(there)
          .as("happens once a generation: %s", at.way())
          .isLessThan(at.history().step(step.index()).generation());
    }
    return effects(then, step.index(), single ? 1 : there + 1);
  }

  private static Moment landed(Moment at, int step) {
    Map<Integer, Task> underWay = new TreeMap<>(at.underWay());
    underWay.remove(step);
    return with(at, underWay);
  }

  private static Moment effects(Moment at, int step, int count) {
    int[] effects = at.effects().clone();
    effects[step] = count;
    return new Moment(at.history(), at.underWay(), effects, at.now(), at.troubles(), at.way());
  }

  private static Moment with(Moment at, Map<Integer, Task> underWay) {
    return new Moment(at.history(), underWay, at.effects(), at.now(), at.troubles(), at.way());
  }

  private static Moment at(Moment at, Instant time) {
    return new Moment(at.history(), at.underWay(), at.effects(), time, at.troubles(), at.way());
  }

  private static Moment trouble(Moment at) {
    return new Moment(
        at.history(), at.underWay(), at.effects(), at.now(), at.troubles() + 1, at.way());
  }

  private static Moment plus(Moment at, List<Fact> facts, String what) {
    History before = at.history();
    History after = before.plus(new JournalEntry(before.position() + 1, 1, 1, at.now(), facts));
    List<String> way = new ArrayList<>(at.way());
    way.add(what);
    return new Moment(after, at.underWay(), at.effects(), at.now(), at.troubles(), way);
  }

  private static String names(List<Fact> facts) {
    return facts.stream().map(fact -> fact.getClass().getSimpleName()).toList().toString();
  }
}
