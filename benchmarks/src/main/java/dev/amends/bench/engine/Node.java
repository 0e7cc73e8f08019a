package dev.amends.bench.engine;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.Amends;
import dev.amends.bench.database.Server;
import dev.amends.definition.SagaDefinition;
import dev.amends.jackson.JacksonCodec;
import dev.amends.jdbc.JdbcSagaStore;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.EngineListener;
import dev.amends.spi.EngineSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** One engine on a pool of its own, and those who wait for its sagas. */
final class Node implements AutoCloseable {
  private static final int CONNECTIONS = 16;

  private final HikariDataSource pool;
  private final JdbcSagaStore store;
  private final Amends amends;
  private final Map<UUID, CompletableFuture<SagaStatus>> ends = new ConcurrentHashMap<>();

  Node(Server server, String name, Case load) {
    this(
        server,
        EngineSettings.defaults().named(name).keeping(load.surroundings().keep()),
        transactions -> definitions(load, transactions));
  }

  Node(Server server, String name, List<SagaDefinition<?, ?>> definitions) {
    this(server, EngineSettings.defaults().named(name), transactions -> definitions);
  }

  private Node(
      Server server,
      EngineSettings settings,
      Function<JdbcTransactions, List<? extends SagaDefinition<?, ?>>> definitions) {
    pool = server.pool(CONNECTIONS);
    JdbcTransactions transactions = JdbcTransactions.on(pool);
    store = JdbcSagaStore.open(pool, transactions);
    amends =
        Amends.on(store, transactions, new JacksonCodec())
            .definitions(definitions.apply(transactions))
            .settings(settings)
            .listeners(List.of(new Ends()))
            .build();
    amends.start();
  }

  private static List<SagaDefinition<?, ?>> definitions(Case load, JdbcTransactions transactions) {
    List<SagaDefinition<?, ?>> all = new ArrayList<>(load.surroundings().definitions());
    all.add(load.saga(new Business(transactions)));
    return all;
  }

  Amends amends() {
    return amends;
  }

  /** Completes when that saga has ended. */
  CompletableFuture<SagaStatus> end(UUID saga) {
    return ends.computeIfAbsent(saga, none -> new CompletableFuture<>());
  }

  void forget(UUID saga) {
    ends.remove(saga);
  }

  @Override
  public void close() {
    amends.stop(Duration.ofSeconds(30));
    store.close();
    pool.close();
  }

  private final class Ends implements EngineListener {
    @Override
    public void settled(UUID id, String type, SagaStatus status, Duration took) {
      end(id).complete(status);
    }

    @Override
    public void parked(UUID id, String type, ParkReason reason) {
      end(id).complete(SagaStatus.PARKED);
    }
  }
}
