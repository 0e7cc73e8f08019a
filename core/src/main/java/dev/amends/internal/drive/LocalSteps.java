package dev.amends.internal.drive;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.internal.call.CouldNotReadException;
import dev.amends.internal.call.Subject;
import dev.amends.internal.call.UserCode;
import dev.amends.internal.time.EngineClock;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.Payload;
import dev.amends.journal.Via;
import dev.amends.machine.Task;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.plan.PlanStep;
import dev.amends.spi.Append;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Stamp;
import dev.amends.spi.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Executes local steps: user code, flush, then the checkpoint as last statement, one commit. When
 * the answer to a commit is lost, the whole is done again: its checkpoint collides with the first
 * one's if that is in. Where other appends are being written anyway, the saga's end is left to go
 * with them: the transaction is shorter by what the end changes in the index. Safe for many
 * threads.
 */
final class LocalSteps {
  /** How a local step ended. */
  sealed interface Result {
    /** It is committed together with these facts. */
    record Committed(Next next, Append append) implements Result {}

    /** It was committed by an earlier try whose answer was lost, or that cannot be read now. */
    record CommittedBefore() implements Result {}

    /** It is rolled back: its code could not read what is stored. */
    record CouldNotRead(Failure failure) implements Result {}

    /** It is rolled back, and that means this. */
    record RolledBack(Outcome outcome) implements Result {}

    /** Another node has the saga. */
    record Fenced() implements Result {}
  }

  /** Thrown inside the transaction to roll it back when the position is taken, or not to be had. */
  private static final class PositionTaken extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static final int MAX_TRIES = 20;

  private final UserCode code;
  private final Transactions transactions;
  private final SagaStore store;
  private final Consequences consequences;
  private final Appends appends;
  private final EngineClock clock;
  private final BooleanSupplier othersAreWritten;

  LocalSteps(
      UserCode code,
      Transactions transactions,
      SagaStore store,
      Consequences consequences,
      Appends appends,
      EngineClock clock,
      BooleanSupplier othersAreWritten) {
    this.code = code;
    this.transactions = transactions;
    this.store = store;
    this.consequences = consequences;
    this.appends = appends;
    this.clock = clock;
    this.othersAreWritten = othersAreWritten;
  }

  /** Executes the task on this thread. Never throws. */
  Result run(Subject subject, History history, Task task, Set<Integer> others, Hold hold) {
    Stamp stamp = new Stamp(hold.incarnation(), appends.nextNumber());
    for (int tries = 1; ; tries++) {
      try {
        return transactions.inNew(() -> work(subject, history, task, others, stamp));
      } catch (UnknownCommitException inDoubt) {
        if (tries >= MAX_TRIES) {
          return new Result.Fenced();
        }
      } catch (PositionTaken taken) {
        return whoseIsIt(subject, history.position() + 1, stamp);
      } catch (CouldNotReadException unreadable) {
        return new Result.CouldNotRead(unreadable.failure());
      } catch (Exception | Error rolledBack) {
        return new Result.RolledBack(meaning(rolledBack));
      }
    }
  }

  private Result work(Subject subject, History history, Task task, Set<Integer> others, Stamp stamp)
      throws Exception {
    PlanStep step = history.plan().step(task.step());
    long endsAt = clock.nanos() + step.policies().timeout().toNanos();
    Payload result = code.local(subject, history, task, endsAt);
    transactions.flush();
    Fact fact =
        task.work() == Task.Work.CALL
            ? new Fact.Succeeded(step.index(), result, Via.CALL)
            : new Fact.Undone(step.index());
    if (appends.incarnation() != stamp.writer()) {
      // The node was taken for dead meanwhile and is another incarnation by now.
      throw new PositionTaken();
    }
    Next next =
        othersAreWritten.getAsBoolean()
            ? consequences.butForTheEnd(subject, history, List.of(fact), others)
            : consequences.of(subject, history, List.of(fact), others);
    // With calls on their way it stays in memory: what they come to would be lost.
    Append append = appends.of(subject, next, List.of(), others.isEmpty()).stamped(stamp);
    if (!store.append(append)) {
      throw new PositionTaken();
    }
    return new Result.Committed(next, append);
  }

  private Result whoseIsIt(Subject subject, int position, Stamp own) {
    try {
      Optional<Stamp> there = store.stampAt(subject.address(), position);
      return there.isPresent() && there.get().equals(own)
          ? new Result.CommittedBefore()
          : new Result.Fenced();
    } catch (StoreUnavailableException later) {
      return new Result.CommittedBefore();
    }
  }

  private Outcome meaning(Throwable thrown) {
    Failure failure = Failure.of(thrown);
    return transactions.transientFailure(thrown)
        ? Outcome.notSent(failure)
        : Outcome.rejected(failure);
  }
}
