package dev.amends.testkit.contract;

import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;

/**
 * One empty database, made for a single test. Its clock must run: suites wait until leases of no
 * length have ended.
 */
public interface StoreFixture extends AutoCloseable {
  /** A store on the database, with connections of its own, as one more node would open it. */
  SagaStore open();

  /** Transactions of the database; every thread may ask. */
  Transactions transactions();

  /**
   * Lets the answer to the next commit of {@link Transactions#inNew} on the calling thread get
   * lost.
   *
   * @return false, which is the default, when this database cannot be made to do that
   */
  default boolean loseNextCommitAnswer() {
    return false;
  }

  /** Gives the database up; stores that were opened are closed before. */
  @Override
  void close();
}
