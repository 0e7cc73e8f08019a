package dev.amends.testkit.explore;

import dev.amends.error.EngineNotRunningException;
import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants one thing done at the nodes, on a thread of its own, and asks again with the
 * same key for as long as nobody has said yes or no.
 */
final class Caller {
  private @Nullable CompletableFuture<Boolean> asked;
  private boolean done;
  private @Nullable Throwable refusal;

  /** Whether it was told that it is done. */
  boolean done() {
    return done;
  }

  /** What it was refused with for good, null when it was not. */
  @Nullable Throwable refusal() {
    return refusal;
  }

  /** Nobody will answer what was asked before: the node is gone. */
  void forget() {
    asked = null;
  }

  /** Asks, or hears what was answered. */
  void ask(Callable<Boolean> what) {
    if (done || refusal != null) {
      return;
    }
    CompletableFuture<Boolean> question = asked;
    if (question == null) {
      asked = CompletableFuture.supplyAsync(() -> call(what), task -> thread(task).start());
    } else if (question.isDone()) {
      asked = null;
      hear(question);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "explorer-caller");
    thread.setDaemon(true);
    return thread;
  }

  private static boolean call(Callable<Boolean> what) {
    try {
      return what.call();
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new CompletionException(failed);
    }
  }

  private void hear(CompletableFuture<Boolean> answer) {
    try {
      done = answer.join();
    } catch (CompletionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      if (!maybeAgain(cause)) {
        refusal = cause;
      }
    }
  }

  private static boolean maybeAgain(Throwable thrown) {
    return thrown instanceof StoreUnavailableException
        || thrown instanceof UnknownCommitException
        || thrown instanceof EngineNotRunningException
        || thrown instanceof NodeGone;
  }
}
