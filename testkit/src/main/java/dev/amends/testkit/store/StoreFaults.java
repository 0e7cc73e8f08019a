package dev.amends.testkit.store;

import dev.amends.spi.Append;
import java.util.List;

/**
 * Where a test disturbs one node's database calls. Called on the thread that makes the call,
 * without any lock of the store held, so that a test may let it wait.
 */
public interface StoreFaults {
  /** Disturbs nothing. */
  StoreFaults NONE = new StoreFaults() {};

  /**
   * Before an operation begins. Throwing {@link dev.amends.error.StoreUnavailableException} makes
   * the database unreachable for it, also for reads.
   */
  default void before(StoreOperation operation) {}

  /**
   * When everything is written and the commit is about to be sent.
   *
   * @param operation whose transaction it is
   * @param appends the appends in it; empty for operations that write none
   */
  default Fault atCommit(StoreOperation operation, List<Append> appends) {
    return Fault.NONE;
  }

  /** After an operation has ended, before its answer is given. */
  default void after(StoreOperation operation) {}
}
