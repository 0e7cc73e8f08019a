package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.error.StoreUnavailableException;
import dev.amends.jdbc.PostgreSqlServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T6: a server of its own, which crashes under load and recovers, or refuses to write. */
@Timeout(120)
class ServerFaultsTest extends LoadCells {
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final CrashingServer SERVER = new CrashingServer();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Override
  int port() {
    return SERVER.port();
  }

  @Override
  String newSchema() {
    String name = "s" + System.nanoTime();
    onServer("CREATE SCHEMA " + name);
    return name;
  }

  @Override
  void dropSchema(String name) {
    onServer("DROP SCHEMA %s CASCADE".formatted(name));
  }

  private static void onServer(String... statements) {
    try (HikariDataSource pool = PostgreSqlServer.pool("public", SERVER.port())) {
      Tables all = new Tables(pool, "public");
      for (String statement : statements) {
        all.execute(statement);
      }
    }
  }

  private HardNode loaded() {
    return node(HardNode.settings(LEASE), LoadCells::define);
  }

  @Test
  void crashesUnderLoadLoseNothingThatWasAcknowledged() {
    HardNode one = loaded();
    HardNode two = loaded();
    List<CompletableFuture<Void>> loads = List.of(load(one, "a", 100), load(two, "b", 100));
    for (int round = 1; round <= 3; round++) {
      begun(round * 45, loads);
      SERVER.crash();
    }
    finish(one, loads);
  }

  /** As a primary that was demoted: 25006 is no failure of a step. */
  @Test
  void aServerThatOnlyReadsForAWhileFailsNoSaga() {
    HardNode one = loaded();
    List<CompletableFuture<Void>> loads = List.of(load(one, "a", 60));
    for (int round = 1; round <= 2; round++) {
      begun(round * 20, loads);
      onServer("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
      eventually("it only reads", ServerFaultsTest::onlyReads);
      eventually("a caller is told", () -> refusesToStart(one));
      onServer(
          "SET default_transaction_read_only = off;"
              + "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
      writable();
    }
    finish(one, loads);
    assertThat(one.amends.health().leased()).isTrue();
  }

  private static boolean onlyReads() {
    try (HikariDataSource pool = PostgreSqlServer.pool("public", SERVER.port())) {
      return !new Tables(pool, "public")
          .numbers(
              "SELECT 1 FROM pg_settings WHERE name = 'default_transaction_read_only'"
                  + " AND setting = 'on'")
          .isEmpty();
    }
  }

  private static void writable() {
    onServer("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()");
    eventually("it writes again", () -> !onlyReads());
  }

  private static boolean refusesToStart(HardNode node) {
    try {
      node.transactions.inNew(() -> node.start("refused"));
      return false;
    } catch (StoreUnavailableException told) {
      return true;
    } catch (Exception other) {
      throw new AssertionError("a caller is told of a database that is not there", other);
    }
  }
}
