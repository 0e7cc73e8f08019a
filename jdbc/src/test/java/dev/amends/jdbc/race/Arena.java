package dev.amends.jdbc.race;

import dev.amends.action.Run;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import java.util.List;

/** A database that the nodes of a race share, with a ledger of what their local steps wrote. */
interface Arena extends AutoCloseable {
  /** One node's own way to the database. */
  interface Lane extends AutoCloseable {
    SagaStore store();

    Transactions transactions();

    /** Writes into the ledger in the transaction of this thread. */
    void write(Run<?> run, int amount) throws Exception;

    @Override
    void close();
  }

  /** A way for a node that has so many transactions open at once. */
  Lane lane(int transactions);

  /** What was committed for a saga, in any order. */
  List<Integer> ledger(String saga);

  @Override
  void close();
}
