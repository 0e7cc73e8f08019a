package dev.amends.jdbc.hard;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.Amends;
import dev.amends.definition.SagaDefinition;
import dev.amends.jackson.JacksonCodec;
import dev.amends.jdbc.FaultProxy;
import dev.amends.jdbc.JdbcSagaStore;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.operator.Order;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Retention;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** One engine on a pool of its own, all of whose connections go through a proxy of its own. */
final class HardNode implements AutoCloseable {
  final FaultProxy proxy;
  final HikariDataSource pool;
  final JdbcTransactions transactions;
  final JdbcSagaStore store;
  final Amends amends;
  final Told told = new Told();
  private volatile boolean dead;

  HardNode(
      FaultProxy proxy,
      HikariDataSource pool,
      Outside outside,
      EngineSettings settings,
      Function<Steps, SagaDefinition<?, ?>> definition) {
    this.proxy = proxy;
    this.pool = pool;
    transactions = JdbcTransactions.on(pool);
    store = JdbcSagaStore.open(pool, transactions);
    amends =
        Amends.on(store, transactions, new JacksonCodec())
            .definitions(List.of(definition.apply(new Steps(transactions, outside))))
            .settings(settings)
            .listeners(List.of(told))
            .build();
  }

  static EngineSettings settings() {
    return settings(ofSeconds(1));
  }

  static EngineSettings looking(Duration lateLookAfter) {
    return settings(ofSeconds(1), lateLookAfter);
  }

  static EngineSettings settings(Duration lease) {
    return settings(lease, ofMillis(200));
  }

  /** With so many sagas at work at once. */
  static EngineSettings working(int workers) {
    return settings(ofSeconds(2), ofMillis(200), workers);
  }

  private static EngineSettings settings(Duration lease, Duration lateLookAfter) {
    return settings(lease, lateLookAfter, 16);
  }

  private static EngineSettings settings(Duration lease, Duration lateLookAfter, int workers) {
    return new EngineSettings(
        "hard",
        lease,
        ofMillis(100),
        ofMillis(30),
        ofMillis(500),
        ofSeconds(2),
        workers,
        1_000,
        1 << 16,
        lateLookAfter,
        ofSeconds(1),
        Retention.Keep.DEFAULT,
        ofMillis(700));
  }

  HardNode started() {
    amends.start();
    return this;
  }

  boolean start(String key) {
    return amends.sagas().start(Script.class, key, "input").created();
  }

  UUID id(String key) {
    return amends.sagas().find(Script.class, key).orElseThrow().id();
  }

  Order order(String key) {
    return order(id(key));
  }

  static Order order(UUID saga) {
    return Order.on(saga, dev.amends.journal.Actor.of("ann"), "because");
  }

  /** As if the process were gone: from now on nothing of it reaches the database. */
  void die() {
    dead = true;
    proxy.close();
  }

  /** Nobody waits for one that is dead: it tries to reach the database for a while. */
  @Override
  public void close() {
    if (dead) {
      Thread late = new Thread(this::end, "dead-node");
      late.setDaemon(true);
      late.start();
    } else {
      end();
    }
  }

  private void end() {
    amends.stop(ofMillis(100));
    store.close();
    pool.close();
    proxy.close();
  }
}
