package dev.amends.internal.start;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.internal.call.CouldNotReadException;
import dev.amends.internal.call.Subject;
import dev.amends.internal.call.UserCode;
import dev.amends.internal.care.HandOff;
import dev.amends.internal.time.EngineClock;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.Payload;
import dev.amends.journal.Via;
import dev.amends.machine.Decision;
import dev.amends.machine.Machine;
import dev.amends.machine.Task;
import dev.amends.plan.PlanStep;
import dev.amends.spi.Append;
import dev.amends.spi.Opened;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Starts sagas inside a transaction: the caller's, or one of their own when local steps come first.
 * Saga, local writes and checkpoints commit together or not at all. Safe for many threads.
 */
final class TransactionalStarter {
  private static final int MAX_TRIES = 5;

  private final SagaStore store;
  private final Transactions transactions;
  private final UserCode code;
  private final EngineClock clock;
  private final HandOff handOff;
  private final Starter starter;

  TransactionalStarter(
      SagaStore store,
      Transactions transactions,
      UserCode code,
      EngineClock clock,
      HandOff handOff,
      Starter starter) {
    this.store = store;
    this.transactions = transactions;
    this.code = code;
    this.clock = clock;
    this.handOff = handOff;
    this.starter = starter;
  }

  /** What a transaction wrote, or found. */
  private record Wrote(StartResult result, List<Fact> facts, @Nullable Append append) {}

  /** In the caller's transaction; the saga runs once that has committed. */
  StartResult join(StartOrder order) {
    try {
      Wrote wrote = write(order);
      if (wrote.append() != null) {
        tellAfterCommit(order);
      }
      return wrote.result();
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception checked) {
      throw new CheckedFailure(checked);
    }
  }

  private void tellAfterCommit(StartOrder order) {
    transactions.onCompletion(
        new Transactions.Completion() {
          @Override
          public void committed() {
            handOver(order.subject().type(), order.subject().address().number());
          }

          @Override
          public void notCommitted() {
            // Nobody knows, or nothing is there: the sweep finds what is.
          }
        });
  }

  private void handOver(String type, long number) {
    if (!handOff.give(number)) {
      starter.waits(type);
    }
  }

  /** In a transaction of its own, with the local steps that come first. */
  StartResult own(StartOrder order, @Nullable Executor home) {
    UnknownCommitException before = null;
    for (int tries = 1; ; tries++) {
      try {
        Wrote wrote = transactions.inNew(() -> write(order));
        if (wrote.append() != null) {
          return starter.created(order, wrote.facts(), wrote.append(), home);
        }
        if (wrote.result().created()) {
          handOver(order.subject().type(), wrote.result().number());
        }
        return wrote.result();
      } catch (UnknownCommitException inDoubt) {
        if (tries >= MAX_TRIES) {
          throw inDoubt;
        }
        before = inDoubt;
      } catch (StoreUnavailableException unavailable) {
        // The database's silence now does not say that the try before was in vain.
        throw before == null ? unavailable : before;
      } catch (RuntimeException failed) {
        throw failed;
      } catch (Exception checked) {
        throw new CheckedFailure(checked);
      }
    }
  }

  private Wrote write(StartOrder order) throws Exception {
    if (store.open(order.row()) instanceof Opened.Existing existing) {
      boolean own = Starter.own(order, existing.saga());
      StartResult there = starter.existing(order, existing.saga());
      StartResult result = new StartResult(there.id(), there.number(), own, there.drive());
      return new Wrote(result, List.of(), null);
    }
    List<Fact> facts = leadingSteps(order);
    Append append = starter.append(order, facts);
    if (!store.append(append)) {
      throw new StoreUnavailableException(
          "The saga number %d is in use; the sequence of saga numbers was set back. Raise it above the largest number in the saga table"
              .formatted(order.subject().address().number()));
    }
    StartResult result =
        new StartResult(order.subject().id(), order.subject().address().number(), true, null);
    return new Wrote(result, facts, append);
  }

  /** What the code throws is the caller's, as it is. */
  private List<Fact> leadingSteps(StartOrder order) throws Exception {
    try {
      return lead(order);
    } catch (CouldNotReadException unreadable) {
      throw unreadable.thrown();
    }
  }

  /** What the machine would do next, as long as that is a local step at the saga's beginning. */
  private List<Fact> lead(StartOrder order) throws Exception {
    List<Fact> facts = new ArrayList<>();
    facts.add(order.started());
    boolean worked = false;
    while (true) {
      History history = History.of(order.plan()).plus(new JournalEntry(1, 0, 0, order.at(), facts));
      Decision decision = Machine.decide(history, Set.of(), order.at());
      if (decision instanceof Decision.Ask ask && leading(history, ask.steps().get(0))) {
        facts.add(code.ask(order.subject(), history, ask.steps().get(0)));
      } else if (decision instanceof Decision.Go go
          && !go.tasks().isEmpty()
          && leading(history, go.tasks().get(0).step())) {
        facts.add(work(order.subject(), history, go.tasks().get(0)));
        worked = true;
      } else {
        break;
      }
    }
    if (worked) {
      transactions.flush();
    }
    return facts;
  }

  private static boolean leading(History history, int step) {
    return history.plan().leading(history.plan().step(step));
  }

  private Fact work(Subject subject, History history, Task task) throws Exception {
    PlanStep step = history.plan().step(task.step());
    long endsAt = clock.nanos() + step.policies().timeout().toNanos();
    Payload result = code.local(subject, history, task, endsAt);
    return new Fact.Succeeded(step.index(), result, Via.CALL);
  }
}
