package dev.amends.jdbc.race;

import dev.amends.action.Run;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import dev.amends.testkit.store.InMemoryDatabase;
import dev.amends.testkit.store.InMemorySagaStore;
import dev.amends.testkit.store.InMemoryTransactions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A database in memory: fast enough for thousands of races. */
final class InMemoryArena implements Arena {
  private final InMemoryDatabase database = new InMemoryDatabase();
  private final Map<String, List<Integer>> ledger = new ConcurrentHashMap<>();

  @Override
  public Lane lane(int transactions) {
    return new Way();
  }

  @Override
  public List<Integer> ledger(String saga) {
    return List.copyOf(ledger.getOrDefault(saga, List.of()));
  }

  @Override
  public void close() {
    ledger.clear();
  }

  private final class Way implements Lane {
    private final InMemorySagaStore store = new InMemorySagaStore(database);
    private final InMemoryTransactions transactions = new InMemoryTransactions(database);

    @Override
    public SagaStore store() {
      return store;
    }

    @Override
    public Transactions transactions() {
      return transactions;
    }

    @Override
    public void write(Run<?> run, int amount) {
      String saga = String.valueOf(run.key());
      transactions.write(
          () -> ledger.computeIfAbsent(saga, none -> new CopyOnWriteArrayList<>()).add(amount));
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
