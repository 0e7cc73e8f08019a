package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.error.StoreUnavailableException;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Append;
import dev.amends.spi.Audit;
import dev.amends.spi.Flushed;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaFilter;
import dev.amends.testkit.contract.Samples;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many connections the store takes, and that it gets over losing them. */
class KeptConnectionsTest {
  /** Two for the journal, the lease's and the desk's. */
  private static final int KEPT = 4;

  private static final Duration LEASE = Duration.ofSeconds(10);

  private final String schema = PostgreSqlServer.newSchema();
  private final HikariDataSource dataSource = PostgreSqlServer.pool(schema);
  private JdbcTransactions transactions;
  private JdbcSagaStore store;
  private Samples samples;

  @BeforeEach
  void open() {
    dataSource.setMaximumPoolSize(KEPT + 1);
    dataSource.setConnectionTimeout(1_000);
    Migrations.run(dataSource);
    transactions = JdbcTransactions.on(dataSource);
    store = JdbcSagaStore.open(dataSource, transactions);
    samples = new Samples(store);
  }

  @AfterEach
  void close() {
    store.close();
    dataSource.close();
    PostgreSqlServer.dropSchema(schema);
  }

  @Tag("I8")
  @Tag("P1")
  @Tag("connections")
  @Test
  void nothingWithinATransactionTakesASecondConnection() throws Exception {
    NewSaga other = samples.saga("k0");
    samples.write(samples.start(other));
    useAllKept(other.address());
    NewSaga saga = samples.saga("k1");

    transactions.inNew(
        () -> {
          assertThat(dataSource.getHikariPoolMXBean().getActiveConnections()).isEqualTo(KEPT + 1);
          store.open(saga);
          store.append(samples.start(saga));
          store.reserveNumbers(1);
          store.now();
          store.mailbox().put(other.address(), Kind.CANCEL, new byte[] {1});
          store.mailbox().poll(1, List.of(Samples.PLAN), 0, 10);
          store.audit(new Audit(samples.now(), "ann", "look", other.id(), null, "why", "OK"));
          store.audits(other.id(), 1);
          store.find(other.id());
          store.find(Samples.TYPE, "k0");
          store.list(new SagaFilter(null, null, null, null, 10));
          store.journal(other.address());
          store.stampAt(other.address(), 1);
          store.byNumber(List.of(1L));
          store.countUnfinished();
          store.savePlan("p", "outline");
          store.plan("p");
          store.exclusives().acquire("x", other.address());
          store.live().orphans(List.of(Samples.PLAN), 10);
          store.leases().renew(1, LEASE);
          return store.flush(List.of(samples.step(other.address(), 2)));
        });

    assertThat(store.find(saga.id())).isPresent();
    assertThat(dataSource.getHikariPoolMXBean().getActiveConnections()).isEqualTo(KEPT);
  }

  @Test
  void connectionsGoBackAsTheyCame() throws SQLException {
    NewSaga saga = samples.saga("k1");
    samples.write(samples.start(saga));
    useAllKept(saga.address());
    List<Append> late = List.of(samples.step(saga.address(), 2));

    store.close();

    assertThat(dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
    for (int i = 0; i < dataSource.getHikariPoolMXBean().getTotalConnections(); i++) {
      assertThat(setting("lock_timeout")).isEqualTo("0");
      assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("0");
      assertThat(setting("enable_seqscan")).isEqualTo("on");
      assertThat(setting("enable_hashjoin")).isEqualTo("on");
    }
    assertThat(store.flush(late)).isEqualTo(Flushed.UNAVAILABLE);
  }

  /** A pool need not set again what it set by a statement when the connection was new. */
  @Test
  void whatThePoolHadSetIsSetAgain() throws SQLException {
    HikariDataSource strict = PostgreSqlServer.pool(schema);
    strict.setMaximumPoolSize(KEPT + 1);
    strict.setConnectionInitSql(
        """
        SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;
        SET lock_timeout = '7s'
        """);
    try (strict) {
      JdbcSagaStore other = JdbcSagaStore.open(strict, JdbcTransactions.on(strict));
      other.live().orphans(List.of(Samples.PLAN), 1);
      other.close();
      List<Connection> all = new ArrayList<>();
      for (int i = 0; i < strict.getHikariPoolMXBean().getTotalConnections(); i++) {
        all.add(strict.getConnection());
      }
      for (Connection each : all) {
        assertThat(setting(each, "transaction_isolation")).isEqualTo("serializable");
        assertThat(setting(each, "lock_timeout")).isEqualTo("7s");
        each.close();
      }
    }
  }

  @Test
  void aServerThatEndsItsConnectionsIsConnectedToAgain() throws SQLException {
    NewSaga saga = samples.saga("k1");
    samples.write(samples.start(saga));
    useAllKept(saga.address());
    long node = store.leases().register("node", List.of(), LEASE).incarnation();
    List<Append> starts = List.of(samples.start(samples.saga("k2")));

    endAllConnections();

    assertThat(store.flush(starts)).isEqualTo(Flushed.UNAVAILABLE);
    assertThat(store.flush(starts)).isEqualTo(Flushed.COMMITTED);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> store.leases().renew(node, LEASE));
    assertThat(store.leases().renew(node, LEASE)).isPresent();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> store.live().release(node));
    assertThat(store.live().release(node)).isZero();
  }

  @Test
  void theDefaultLockTimeoutOfTheWriterIsShort() throws Exception {
    NewSaga held = samples.saga("k1");
    List<Append> rival = List.of(samples.start(samples.saga("k1")));
    samples.write(samples.start(samples.saga("warm")));

    Duration waited =
        transactions.inNew(
            () -> {
              store.open(held);
              long before = System.nanoTime();
              assertThat(store.flush(rival)).isEqualTo(Flushed.BLOCKED);
              return Duration.ofNanos(System.nanoTime() - before);
            });

    assertThat(waited).isBetween(Duration.ofMillis(70), Duration.ofMillis(500));
    assertThat(store.flush(rival)).isEqualTo(Flushed.CONFLICT);
  }

  @Test
  void aLockTimeoutSetLaterHoldsForConnectionsThatAreOpen() throws Exception {
    samples.write(samples.start(samples.saga("warm")));
    store.lockTimeout(Duration.ofMillis(700));

    Duration waited =
        transactions.inNew(
            () -> {
              store.open(samples.saga("k1"));
              long before = System.nanoTime();
              assertThat(store.flush(List.of(samples.start(samples.saga("k1")))))
                  .isEqualTo(Flushed.BLOCKED);
              return Duration.ofNanos(System.nanoTime() - before);
            });

    assertThat(waited).isGreaterThan(Duration.ofMillis(690));
  }

  /** Two threads in the writer at once make it open its second connection. */
  private void useAllKept(SagaAddress saga) {
    store.now();
    store.live().orphans(List.of(Samples.PLAN), 1);
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              Thread second = new Thread(() -> store.flush(List.of(conflicting(saga))));
              second.start();
              store.flush(List.of(conflicting(saga)));
              second.join();
              return dataSource.getHikariPoolMXBean().getActiveConnections() == KEPT;
            });
  }

  private Append conflicting(SagaAddress saga) {
    return Append.of(saga, 1, 1, 1, java.time.Instant.EPOCH, new byte[] {1});
  }

  private void endAllConnections() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          SELECT pg_terminate_backend(pid)
          FROM pg_stat_activity
          WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
          """);
    }
  }

  private String setting(String name) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return setting(connection, name);
    }
  }

  @Test
  void whatTheUrlSaysIsSetAgainOnH2() throws SQLException {
    JdbcDataSource plain = new JdbcDataSource();
    plain.setURL("jdbc:h2:mem:strict;LOCK_TIMEOUT=7000");
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(plain);
    pool.setMaximumPoolSize(2);
    pool.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    try (pool) {
      Migrations.run(pool);
      JdbcSagaStore other = JdbcSagaStore.open(pool, JdbcTransactions.on(pool));
      other.leases().register("node", List.of(), LEASE);
      other.close();
      try (Connection one = pool.getConnection();
          Connection two = pool.getConnection()) {
        for (Connection each : List.of(one, two)) {
          assertThat(h2Setting(each, "LOCK_TIMEOUT()")).isEqualTo("7000");
          assertThat(h2Setting(each, "isolation_level")).isEqualTo("SERIALIZABLE");
        }
      }
    }
  }

  private static String h2Setting(Connection connection, String name) throws SQLException {
    String sql = "SELECT %s FROM information_schema.sessions WHERE session_id = SESSION_ID()";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql.formatted(name))) {
      result.next();
      return result.getString(1);
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW " + name)) {
      result.next();
      return result.getString(1);
    }
  }
}
