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
import dev.amends.journal.SagaAddress;
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

  /**
   * Everything that becomes true.
   *
   * @throws dev.amends.error.StoreUnavailableException if what a saga needs to begin with cannot be
   *     had now; nothing has become true then
   * @throws dev.amends.error.UnknownCommitException likewise
   */
  Next of(Subject subject, History before, List<Fact> first, Set<Integer> underWay) {
    return of(subject, before, first, underWay, true);
  }

  /** The same, except that the saga's end is left for the next append. */
  Next butForTheEnd(Subject subject, History before, List<Fact> first, Set<Integer> underWay) {
    return of(subject, before, first, underWay, false);
  }

  private Next of(
      Subject subject, History before, List<Fact> first, Set<Integer> underWay, boolean end) {
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
        facts.addAll(answers(subject, after, ask, births, now));
      } else if (end && decision instanceof Decision.Finish finish) {
        Fact last = end(subject, after, finish.status());
        facts.add(last);
        looks = last instanceof Fact.Ended ? finish.looks() : List.of();
      } else {
        return new Next(before, after, List.copyOf(facts), decision, looks, births, now);
      }
      after = plus(before, facts, now);
    }
    throw new IllegalStateException(
        "The machine does not come to rest for saga " + subject.id() + " of " + before.plan());
  }

  /**
   * What the steps answer that are asked together. If one of them fails, no saga begins beside it:
   * whether the others may still begin is decided with the failure known. Where what is stored
   * could not be read, nobody decides on that but a person.
   */
  private List<Fact> answers(
      Subject subject, History history, Decision.Ask ask, List<Birth> births, Instant now) {
    List<Fact> answers = new ArrayList<>();
    List<Birth> born = new ArrayList<>();
    for (int step : ask.steps()) {
      try {
        answers.add(asked(subject, history, step, born, now));
      } catch (CouldNotReadException thrown) {
        answers.add(new Fact.Failed(step, thrown.failure()));
        answers.add(parked(step, thrown));
        break;
      }
    }
    if (answers.stream().anyMatch(Fact.Failed.class::isInstance)) {
      answers.removeIf(Fact.ChildStarted.class::isInstance);
    } else {
      births.addAll(born);
    }
    return answers;
  }

  private static Fact parked(int step, CouldNotReadException unreadable) {
    return new Fact.Parked(ParkReason.PAYLOAD_UNREADABLE, step, unreadable.failure());
  }

  /**
   * What can't tell fails the step. A database that cannot be reached says nothing about the step,
   * and comes out.
   */
  private Fact asked(Subject subject, History history, int index, List<Birth> births, Instant now)
      throws CouldNotReadException {
    PlanStep step = history.plan().step(index);
    StepState state = history.step(index);
    if (step.kind() != StepKind.CHILD || step.each() || (step.conditional() && !state.taken())) {
      return code.asked(subject, history, index);
    }
    SagaAddress address = family.address(now);
    try {
      Birth birth = family.birth(subject, history, index, address, now);
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
