package dev.amends.testkit.engine;

import dev.amends.Amends;
import dev.amends.definition.SagaDefinition;
import dev.amends.error.StoreUnavailableException;
import dev.amends.spi.Append;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Retention;
import dev.amends.spi.Transactions;
import dev.amends.testkit.store.Fault;
import dev.amends.testkit.store.InMemoryDatabase;
import dev.amends.testkit.store.InMemorySagaStore;
import dev.amends.testkit.store.InMemoryTransactions;
import dev.amends.testkit.store.StoreFaults;
import dev.amends.testkit.store.StoreOperation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** One engine over a shared database, which a test can cut off as if the process were gone. */
final class Node implements AutoCloseable {
  final Amends amends;
  final InMemoryTransactions transactions;
  volatile boolean cutOff;

  /** Called before each operation; may wait, or throw to cut off a part of the store. */
  volatile Consumer<StoreOperation> before = operation -> {};

  volatile BiFunction<StoreOperation, List<Append>, Fault> commits =
      (operation, rows) -> Fault.NONE;

  /** Tells of commits that were none, as after a roll-back to a savepoint. */
  volatile boolean hooksLie;

  Node(InMemoryDatabase database, SagaDefinition<?, ?>... definitions) {
    this(database, settings(), definitions);
  }

  Node(InMemoryDatabase database, EngineSettings settings, SagaDefinition<?, ?>... definitions) {
    StoreFaults faults =
        new StoreFaults() {
          @Override
          public void before(StoreOperation operation) {
            if (cutOff) {
              throw new StoreUnavailableException("this node is cut off");
            }
            before.accept(operation);
          }

          @Override
          public Fault atCommit(StoreOperation operation, List<Append> appends) {
            return cutOff ? Fault.UNAVAILABLE : commits.apply(operation, appends);
          }
        };
    transactions = new InMemoryTransactions(database, faults);
    amends =
        Amends.on(new InMemorySagaStore(database, faults), new Hooked(), new TextCodec())
            .definitions(List.of(definitions))
            .settings(settings)
            .build();
    amends.start();
  }

  static EngineSettings settings() {
    return settings(Duration.ofMillis(600), Duration.ofSeconds(2), 16, 1_000);
  }

  static EngineSettings settings(Duration lease, Duration dormantAbove, int workers, int driving) {
    return new EngineSettings(
        "test",
        lease,
        Duration.ofMillis(50),
        Duration.ofMillis(20),
        Duration.ofMillis(300),
        dormantAbove,
        workers,
        driving,
        1 << 16,
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Retention.Keep.DEFAULT,
        Duration.ofMillis(800));
  }

  @Override
  public void close() {
    amends.stop(Duration.ofMillis(200));
  }

  private final class Hooked implements Transactions {
    @Override
    public boolean active() {
      return transactions.active();
    }

    @Override
    public boolean connectionBound() {
      return transactions.connectionBound();
    }

    @Override
    public <T> T inNew(Callable<T> work) throws Exception {
      return transactions.inNew(work);
    }

    @Override
    public void flush() {
      transactions.flush();
    }

    @Override
    public void onCompletion(Completion completion) {
      transactions.onCompletion(
          new Completion() {
            @Override
            public void committed() {
              completion.committed();
            }

            @Override
            public void notCommitted() {
              if (hooksLie) {
                completion.committed();
              } else {
                completion.notCommitted();
              }
            }
          });
    }

    @Override
    public boolean transientFailure(Throwable thrown) {
      return transactions.transientFailure(thrown);
    }
  }
}
