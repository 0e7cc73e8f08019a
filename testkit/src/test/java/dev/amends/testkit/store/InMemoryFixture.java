package dev.amends.testkit.store;

import dev.amends.spi.Append;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import dev.amends.testkit.contract.StoreFixture;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A database in memory for one test. */
final class InMemoryFixture implements StoreFixture {
  private final InMemoryDatabase database = new InMemoryDatabase();
  private final AtomicBoolean loseNext = new AtomicBoolean();
  private final Transactions transactions =
      new InMemoryTransactions(
          database,
          new StoreFaults() {
            @Override
            public Fault atCommit(StoreOperation operation, List<Append> appends) {
              return loseNext.getAndSet(false) ? Fault.LOST_APPLIED : Fault.NONE;
            }
          });

  @Override
  public SagaStore open() {
    return new InMemorySagaStore(database);
  }

  @Override
  public Transactions transactions() {
    return transactions;
  }

  @Override
  public boolean loseNextCommitAnswer() {
    loseNext.set(true);
    return true;
  }

  @Override
  public void close() {
    // Nothing outlives the test.
  }
}
