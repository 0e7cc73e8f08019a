package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.jdbc.PostgreSqlServer;
import dev.amends.journal.SagaStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T6: what a database does to its clients, under load. All of it passes, and so does its harm. */
@Timeout(120)
class DatabaseFaultsTest extends LoadCells {
  private static final Duration LEASE = Duration.ofSeconds(2);

  private HardNode loaded() {
    return node(HardNode.settings(LEASE), LoadCells::define);
  }

  @Test
  void sessionsThatAreTerminatedAgainAndAgainLoseNothing() {
    HardNode one = loaded();
    HardNode two = loaded();
    List<CompletableFuture<Void>> loads = List.of(load(one, "a", 60), load(two, "b", 60));
    for (int round = 1; round <= 6; round++) {
      begun(round * 16, loads);
      tables.execute(
          """
          SELECT pg_terminate_backend(pid)
          FROM pg_stat_activity
          WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
          """);
    }
    finish(one, loads);
  }

  /** C11, A7: in local steps as in the journal's writer. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"40001", "40P01"})
  void conflictsThatTheDatabaseSeesAreTriedAgain(String state) {
    HardNode node = loaded();
    tables.execute(
        """
        CREATE SEQUENCE conflicts;
        CREATE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('conflicts') % 5 = 1 THEN
            RAISE EXCEPTION 'forced' USING ERRCODE = TG_ARGV[0];
          END IF;
          RETURN NULL;
        END $$
        """);
    for (String table : List.of("booking", "amends_journal", "amends_live")) {
      tables.execute(
          """
          CREATE TRIGGER conflict AFTER INSERT OR DELETE ON %s
          FOR EACH STATEMENT EXECUTE FUNCTION conflict('%s')
          """
              .formatted(table, state));
    }
    finish(node, List.of(load(node, "k", 40)));
    assertThat(tables.numbers("SELECT last_value FROM conflicts").get(0)).isGreaterThan(200);
  }

  /** P1: the engine's own connections do not stand in line with the business. */
  @Test
  void aPoolThatIsExhaustedCostsNoLease() throws Exception {
    HardNode node = made(HardNode.settings(LEASE), (saga, steps) -> steps.idempotent(saga, "call"));
    node.pool.setMaximumPoolSize(6);
    node.pool.setConnectionTimeout(500);
    node.started();
    start(node, "before");
    settles(node, "before", SagaStatus.SUCCEEDED);
    long incarnation = node.amends.health().incarnation();
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 30; i++) {
      Thread greedy = new Thread(() -> hold(node.pool, release), "greedy-" + i);
      greedy.setDaemon(true);
      greedy.start();
    }
    eventually("nothing is left", () -> node.pool.getHikariPoolMXBean().getIdleConnections() == 0);
    long end = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
    int started = 0;
    while (System.nanoTime() - end < 0) {
      assertThat(node.amends.health().leased()).isTrue();
      start(node, "k" + started++);
      Thread.sleep(20);
    }
    release.countDown();
    assertThat(node.amends.health().incarnation()).isEqualTo(incarnation);
    assertThat(tables.numbers("SELECT incarnation FROM amends_node WHERE state <> 1")).isEmpty();
    reckon(node);
  }

  private static void hold(HikariDataSource pool, CountDownLatch release) {
    while (release.getCount() > 0) {
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.isClosed()).isFalse();
        assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (SQLException exhausted) {
        Thread.onSpinWait();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** O1: who waits for the stranger waits alone. */
  @Test
  void aStrangersLockOnAKeyStallsNobodyElse() throws Exception {
    HardNode node = node(HardNode.settings(LEASE), (saga, steps) -> steps.idempotent(saga, "call"));
    HardNode stranger = made(HardNode.settings(), (saga, steps) -> steps.idempotent(saga, "call"));
    stranger.started();
    List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
    stranger.transactions.inNew(
        () -> {
          stranger.start("held");
          waiting.add(CompletableFuture.supplyAsync(() -> node.start("held")));
          for (int i = 0; i < 40; i++) {
            start(node, "k" + i);
          }
          for (int i = 0; i < 40; i++) {
            settles(node, "k" + i, SagaStatus.SUCCEEDED);
          }
          assertThat(waiting.get(0)).isNotDone();
          assertThat(node.amends.health().leased()).isTrue();
          return true;
        });
    acknowledged.add("held");
    assertThat(waiting.get(0).get(20, TimeUnit.SECONDS)).as("its own").isFalse();
    reckon(node);
  }

  @Test
  void aSnapshotThatIsHeldDoesNoHarm() throws Exception {
    HardNode node = loaded();
    HikariDataSource other = PostgreSqlServer.pool(tables.schema());
    try (other;
        Connection connection = other.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThat(statement.execute("SELECT COUNT(*) FROM amends_journal")).isTrue();
      finish(node, List.of(load(node, "k", 100)));
      connection.rollback();
    }
  }
}
