package dev.amends.testkit.explore;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.spi.Transactions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Transactions as a node sees them: each commit is a point, and none passes once it is gone. */
final class NodeTransactions implements Transactions {
  private final Transactions target;
  private final ExploredNode node;

  /** What goes wrong with the present transaction's commit, on the thread that has it. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Injection> atCommit = new ThreadLocal<>();

  NodeTransactions(Transactions target, ExploredNode node) {
    this.target = target;
    this.node = node;
  }

  /** Rolls a transaction back whose commit's answer is lost on the way there. */
  private static final class LostOnTheWay extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostOnTheWay() {
      super("the commit never arrived", null, false, false);
    }
  }

  @Override
  public boolean active() {
    return target.active();
  }

  @Override
  public boolean connectionBound() {
    return target.connectionBound();
  }

  @Override
  public <T> T inNew(Callable<T> work) throws Exception {
    checkNotGone();
    T result;
    Injection injection;
    try {
      result = target.inNew(() -> upToTheCommit(work));
      injection = atCommit.get();
    } catch (LostOnTheWay lost) {
      throw unknown();
    } finally {
      atCommit.remove();
    }
    if (injection != null && injection.fault() == FaultKind.CRASH) {
      node.die();
      throw new NodeGone();
    }
    if (injection != null) {
      throw unknown();
    }
    return result;
  }

  private <T> T upToTheCommit(Callable<T> work) throws Exception {
    T result = work.call();
    checkNotGone();
    Injection injection = node.pass(Boundary.COMMIT, "");
    if (injection == null) {
      return result;
    }
    if (injection.moment() == Moment.AFTER) {
      atCommit.set(injection);
      return result;
    }
    if (injection.fault() == FaultKind.LOST_ANSWER) {
      throw new LostOnTheWay();
    }
    throw failure(injection);
  }

  private static UnknownCommitException unknown() {
    return new UnknownCommitException("The answer to the commit was lost (injected).");
  }

  private void checkNotGone() {
    if (node.gone()) {
      throw new NodeGone();
    }
  }

  @Override
  public void flush() {
    checkNotGone();
    Injection injection = node.pass(Boundary.SYNCHRONIZE, "");
    if (injection != null && injection.moment() == Moment.BEFORE) {
      throw failure(injection);
    }
    target.flush();
    if (injection != null) {
      throw failure(injection);
    }
  }

  private RuntimeException failure(Injection injection) {
    if (injection.fault() == FaultKind.CRASH) {
      node.die();
      throw new NodeGone();
    }
    return Bracket.unavailable();
  }

  @Override
  public void onCompletion(Completion completion) {
    target.onCompletion(
        new Completion() {
          @Override
          public void committed() {
            if (atCommit.get() == null) {
              completion.committed();
            } else {
              completion.notCommitted();
            }
          }

          @Override
          public void notCommitted() {
            completion.notCommitted();
          }
        });
  }

  @Override
  public boolean transientFailure(Throwable thrown) {
    return thrown instanceof StoreUnavailableException || target.transientFailure(thrown);
  }
}
