package dev.amends.testkit.engine;

import dev.amends.Amends;
import dev.amends.definition.SagaDefinition;
import dev.amends.error.StoreUnavailableException;
import dev.amends.spi.Append;
import dev.amends.spi.EngineSettings;
import dev.amends.testkit.store.Fault;
import dev.amends.testkit.store.InMemoryDatabase;
import dev.amends.testkit.store.InMemorySagaStore;
import dev.amends.testkit.store.InMemoryTransactions;
import dev.amends.testkit.store.StoreFaults;
import dev.amends.testkit.store.StoreOperation;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** One engine over a shared database, which a test can cut off as if the process were gone. */
final class Node implements AutoCloseable {
  final Amends amends;
  final InMemoryTransactions transactions;
  volatile boolean cutOff;
  volatile BiFunction<StoreOperation, List<Append>, Fault> commits =
      (operation, rows) -> Fault.NONE;

  Node(InMemoryDatabase database, SagaDefinition<?, ?>... definitions) {
    StoreFaults faults =
        new StoreFaults() {
          @Override
          public void before(StoreOperation operation) {
            if (cutOff) {
              throw new StoreUnavailableException("this node is cut off");
            }
          }

          @Override
          public Fault atCommit(StoreOperation operation, List<Append> appends) {
            return cutOff ? Fault.UNAVAILABLE : commits.apply(operation, appends);
          }
        };
    transactions = new InMemoryTransactions(database, faults);
    amends =
        Amends.on(new InMemorySagaStore(database, faults), transactions, new TextCodec())
            .definitions(List.of(definitions))
            .settings(settings())
            .build();
    amends.start();
  }

  private static EngineSettings settings() {
    return new EngineSettings(
        "test",
        Duration.ofMillis(600),
        Duration.ofMillis(50),
        Duration.ofMillis(20),
        Duration.ofMillis(300),
        Duration.ofSeconds(2),
        16,
        1_000,
        1 << 16,
        Duration.ofMillis(200),
        Duration.ofSeconds(1));
  }

  @Override
  public void close() {
    amends.stop(Duration.ofMillis(200));
  }
}
