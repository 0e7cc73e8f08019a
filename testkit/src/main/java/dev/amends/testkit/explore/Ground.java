package dev.amends.testkit.explore;

import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import dev.amends.testkit.store.InMemoryDatabase;
import dev.amends.testkit.store.InMemorySagaStore;
import dev.amends.testkit.store.InMemoryTransactions;
import java.util.function.Consumer;

/**
 * The database that one run of a saga works on: empty at first, used by several nodes one after the
 * other, closed in the end.
 *
 * @param store a store that nothing disturbs
 * @param transactions transactions of the same database
 * @param atCommit makes something of a test's own true with the present transaction, or never
 * @param release gives everything back
 */
public record Ground(
    SagaStore store, Transactions transactions, Consumer<Runnable> atCommit, Runnable release)
    implements AutoCloseable {

  /** A database in memory. */
  public static Ground inMemory() {
    InMemoryDatabase database = new InMemoryDatabase();
    InMemorySagaStore store = new InMemorySagaStore(database);
    InMemoryTransactions transactions = new InMemoryTransactions(database);
    return new Ground(store, transactions, transactions::write, store::close);
  }

  /**
   * A real database. Local steps write to it themselves; what {@link Effects#write} and {@link
   * Effects#erase} pretend to write is not available.
   */
  public static Ground of(SagaStore store, Transactions transactions, Runnable release) {
    Consumer<Runnable> none =
        change -> {
          throw new IllegalStateException(
              "This database is real: let the local step write to it instead of to Effects");
        };
    return new Ground(store, transactions, none, release);
  }

  @Override
  public void close() {
    release.run();
  }
}
