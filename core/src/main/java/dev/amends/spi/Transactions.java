package dev.amends.spi;

import java.util.concurrent.Callable;

/** Transactions of the engine's database as the surrounding framework runs them. */
public interface Transactions {
  /** What a finished transaction tells. */
  interface Completion {
    /** It is committed; connections may still be bound to the thread. */
    void committed();

    /** It is rolled back, or nobody knows. */
    void notCommitted();
  }

  /** Whether a transaction, or the callbacks of one, hold the calling thread. */
  boolean active();

  /** Whether a connection is bound to the calling thread, also without a transaction. */
  boolean connectionBound();

  /**
   * Runs work in a new transaction and commits it. What the work throws comes out as it is, after a
   * roll-back.
   *
   * @throws dev.amends.error.UnknownCommitException if the answer to the commit was lost
   */
  <T> T inNew(Callable<T> work) throws Exception;

  /** Writes pending changes of a persistence context, so that constraints speak up. */
  void flush();

  /** Asks to be told of the end of the current transaction. */
  void onCompletion(Completion completion);

  /** Whether what a transaction threw may pass when it is tried again. */
  boolean transientFailure(Throwable thrown);
}
