package dev.amends.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.spi.SagaStore;
import dev.amends.testkit.contract.StoreFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema on the real PostgreSQL. Transactions of user code go through a proxy that can lose
 * answers, the stores' own ones don't.
 */
final class PostgreSqlFixture implements StoreFixture {
  private final String schema = PostgreSqlServer.newSchema();
  private final FaultProxy proxy = new FaultProxy(PostgreSqlServer.port());
  private final HikariDataSource direct = PostgreSqlServer.pool(schema);
  private final HikariDataSource proxied = PostgreSqlServer.pool(schema, proxy.port());
  private final JdbcTransactions transactions;

  PostgreSqlFixture() {
    Migrations.run(direct);
    transactions = JdbcTransactions.on(proxied);
  }

  /** One for all tests that only use the library's tables: they are emptied. */
  static StoreFixture emptied() {
    return Shared.emptied();
  }

  @Override
  public SagaStore open() {
    return JdbcSagaStore.open(direct, transactions);
  }

  @Override
  public JdbcTransactions transactions() {
    return transactions;
  }

  @Override
  public boolean loseNextCommitAnswer() {
    proxy.cutAfter("COMMIT");
    return true;
  }

  HikariDataSource direct() {
    return direct;
  }

  @Override
  public void close() {
    direct.close();
    proxied.close();
    proxy.close();
    PostgreSqlServer.dropSchema(schema);
  }

  /** Lives as long as the server. */
  private static final class Shared {
    private static final PostgreSqlFixture FIXTURE = new PostgreSqlFixture();

    static StoreFixture emptied() {
      try (Connection connection = FIXTURE.direct.getConnection();
          Statement statement = connection.createStatement()) {
        List<String> tables = new ArrayList<>();
        try (ResultSet result =
            statement.executeQuery(
                """
                SELECT tablename
                FROM pg_tables
                WHERE schemaname = current_schema() AND tablename <> 'amends_schema'
                """)) {
          while (result.next()) {
            tables.add(result.getString(1));
          }
        }
        // A test that left a transaction open fails the next one rather than hang.
        statement.execute("SET LOCAL lock_timeout = '10s'; TRUNCATE " + String.join(", ", tables));
      } catch (SQLException thrown) {
        throw new IllegalStateException(thrown);
      }
      return new View();
    }

    /** Closing it leaves the schema for the next test. */
    private static final class View implements StoreFixture {
      @Override
      public SagaStore open() {
        return FIXTURE.open();
      }

      @Override
      public JdbcTransactions transactions() {
        return FIXTURE.transactions();
      }

      @Override
      public boolean loseNextCommitAnswer() {
        return FIXTURE.loseNextCommitAnswer();
      }

      @Override
      public void close() {
        // The schema is emptied before the next test.
      }
    }
  }
}
