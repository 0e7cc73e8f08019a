package dev.amends.internal.drive;

import dev.amends.definition.Recovery;
import dev.amends.internal.call.CouldNotReadException;
import dev.amends.internal.call.Subject;
import dev.amends.internal.call.UserCode;
import dev.amends.internal.time.EngineClock;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.ParkReason;
import dev.amends.journal.Payload;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.machine.Decision;
import dev.amends.machine.Machine;
import dev.amends.outcome.Failure;
import dev.amends.plan.PlanStep;
import dev.amends.plan.StepKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Follows facts to everything that becomes true with them, so that it can be appended as one. Safe
 * for many threads.
 */
final class Consequences {
  private static final int MAX_ROUNDS = 10_000;

  private final UserCode code;
  private final Family family;
  private final EngineClock clock;

  Consequences(UserCode code, Family family, EngineClock clock) {
    this.code = code;
    this.family = family;
    this.clock = clock;
  }

  Next of(Subject subject, History before, List<Fact> first, Set<Integer> underWay) {
    Instant now = clock.now();
    List<Fact> facts = new ArrayList<>(first);
    List<Integer> looks = List.of();
    List<Birth> births = new ArrayList<>();
    History after = plus(before, facts, now);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Decision decision = Machine.decide(after, underWay, now);
      if (decision instanceof Decision.Append more) {
        facts.addAll(more.facts());
      } else if (decision instanceof Decision.Ask ask) {
        facts.addAll(asked(subject, after, ask.steps(), births, now));
      } else if (decision instanceof Decision.Finish finish) {
        Fact end = end(subject, after, finish.status());
        facts.add(end);
        looks = end instanceof Fact.Ended ? finish.looks() : List.of();
      } else {
        return new Next(before, after, List.copyOf(facts), decision, looks, births, now);
      }
      after = plus(before, facts, now);
    }
    throw new IllegalStateException(
        "The machine does not come to rest for saga " + subject.id() + " of " + before.plan());
  }

  /**
   * Up to the one that could not read what is stored: nobody decides on its failure but a person.
   */
  private List<Fact> asked(
      Subject subject, History history, List<Integer> steps, List<Birth> births, Instant now) {
    List<Fact> facts = new ArrayList<>();
    for (int step : steps) {
      try {
        facts.add(asked(subject, history, step, births, now));
      } catch (CouldNotReadException unreadable) {
        facts.add(new Fact.Failed(step, unreadable.failure()));
        facts.add(parked(step, unreadable));
        return facts;
      }
    }
    return facts;
  }

  private static Fact parked(int step, CouldNotReadException unreadable) {
    return new Fact.Parked(ParkReason.PAYLOAD_UNREADABLE, step, unreadable.failure());
  }

  /** What can't tell fails the step. */
  private Fact asked(Subject subject, History history, int index, List<Birth> births, Instant now)
      throws CouldNotReadException {
    PlanStep step = history.plan().step(index);
    StepState state = history.step(index);
    if (step.kind() != StepKind.CHILD || step.each() || (step.conditional() && !state.taken())) {
      return code.asked(subject, history, index);
    }
    try {
      Birth birth = family.birth(subject, history, index, now);
      births.add(birth);
      return new Fact.ChildStarted(index, birth.row().id(), birth.row().address());
    } catch (CouldNotReadException unreadable) {
      throw unreadable;
    } catch (Exception | Error failed) {
      if (failed instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new Fact.Failed(index, Failure.of(failed));
    }
  }

  private static History plus(History before, List<Fact> facts, Instant now) {
    return facts.isEmpty()
        ? before
        : before.plus(new JournalEntry(before.position() + 1, 0, 0, now, facts));
  }

  /** A failing output is the last step's failure: undone, or parked until a person resumes. */
  private Fact end(Subject subject, History history, SagaStatus status) {
    if (status != SagaStatus.SUCCEEDED) {
      return new Fact.Ended(status, Payload.EMPTY);
    }
    int last = history.plan().steps().size() - 1;
    try {
      return new Fact.Ended(status, code.output(subject, history));
    } catch (CouldNotReadException unreadable) {
      return parked(last, unreadable);
    } catch (Exception | Error failed) {
      if (failed instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Failure failure = Failure.of(failed);
      boolean back =
          history.plan().recovery() == Recovery.COMPENSATE && Machine.canTurnRound(history);
      return back
          ? new Fact.TurnedRound(last, failure)
          : new Fact.Parked(ParkReason.STEP_FAILED, last, failure);
    }
  }
}
