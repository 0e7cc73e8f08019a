package dev.amends.spring.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Knows whether the thread's innermost transaction still takes statements. While the callbacks
 * after a commit run, Spring still calls the transaction active and keeps its connection bound, but
 * what is written there is lost.
 */
final class TransactionPhases implements TransactionExecutionListener {
  /** One for each transaction manager with sagas, of which an application has one. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Deque<Phase>> phases = new ThreadLocal<>();

  /** One transaction, or savepoint, of this thread. */
  private static final class Phase {
    private final TransactionExecution transaction;
    private boolean ending;

    Phase(TransactionExecution transaction) {
      this.transaction = transaction;
    }
  }

  /** Whether the innermost transaction has begun to end. */
  boolean ending() {
    Deque<Phase> open = phases.get();
    Phase innermost = open == null ? null : open.peek();
    return innermost != null && innermost.ending;
  }

  @Override
  public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
    if (failure == null) {
      Deque<Phase> open = phases.get();
      if (open == null) {
        open = new ArrayDeque<>();
        phases.set(open);
      }
      // A transaction whose callbacks fail badly ends without a word.
      open.removeIf(phase -> phase.transaction.isCompleted());
      open.push(new Phase(transaction));
    }
  }

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    ending(transaction);
  }

  @Override
  public void beforeRollback(TransactionExecution transaction) {
    ending(transaction);
  }

  @Override
  public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
    ended(transaction);
  }

  @Override
  public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
    ended(transaction);
  }

  private void ending(TransactionExecution transaction) {
    Phase phase = innermost(transaction);
    if (phase != null) {
      phase.ending = true;
    }
  }

  private void ended(TransactionExecution transaction) {
    Deque<Phase> open = phases.get();
    Phase phase = innermost(transaction);
    if (open != null && phase != null) {
      open.pop();
      if (open.isEmpty()) {
        phases.remove();
      }
    }
  }

  private @Nullable Phase innermost(TransactionExecution transaction) {
    Deque<Phase> open = phases.get();
    Phase phase = open == null ? null : open.peek();
    return phase != null && phase.transaction == transaction ? phase : null;
  }
}
