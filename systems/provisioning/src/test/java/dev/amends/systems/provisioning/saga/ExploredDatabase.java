package dev.amends.systems.provisioning.saga;

import dev.amends.jdbc.JdbcSagaStore;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.testkit.explore.Ground;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** An empty database in memory for one run, with the tables of the service and of the library. */
final class ExploredDatabase extends AbstractDataSource {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final JdbcDataSource database = new JdbcDataSource();
  private final JdbcTransactions transactions;
  private final Connection connection;

  ExploredDatabase() {
    database.setURL(
        "jdbc:h2:mem:explored%d;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=2000"
            .formatted(NUMBERS.incrementAndGet()));
    Migrations.run(database);
    try {
      // H2 evaluates a check constraint with the connection that made it: it stays open.
      connection = database.getConnection();
      ScriptUtils.executeSqlScript(
          connection, new ClassPathResource("db/provisioning/V1__provisioning.sql"));
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    transactions = JdbcTransactions.on(database);
  }

  /** What repositories work with: within a transaction, on its connection. */
  JdbcClient client() {
    return JdbcClient.create(this);
  }

  /** The database as the explorer sees it. */
  Ground ground() {
    JdbcSagaStore store = JdbcSagaStore.open(database, transactions);
    return Ground.of(
        store,
        transactions,
        () -> {
          store.close();
          shutDown();
        });
  }

  private void shutDown() {
    try (var statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return transactions.active() ? transactions.connection() : database.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }
}
