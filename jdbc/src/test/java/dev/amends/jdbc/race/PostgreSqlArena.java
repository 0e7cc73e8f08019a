package dev.amends.jdbc.race;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.action.Run;
import dev.amends.jdbc.JdbcSagaStore;
import dev.amends.jdbc.PostgreSqlServer;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A schema on the real PostgreSQL. */
final class PostgreSqlArena implements Arena {
  /** What an engine needs beside the transactions of its local steps. */
  private static final int ENGINE = 15;

  private final String schema = PostgreSqlServer.newSchema();
  private final HikariDataSource direct = PostgreSqlServer.pool(schema);

  /** By size: it takes long to open a hundred connections. */
  private final Map<Integer, HikariDataSource> pools = new HashMap<>();

  PostgreSqlArena() {
    Migrations.run(direct);
    try (Connection connection = direct.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE ledger (saga text NOT NULL, amount int NOT NULL)");
    } catch (SQLException thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  @Override
  public Lane lane(int transactions) {
    return new Way(pools.computeIfAbsent(transactions + ENGINE, this::pool));
  }

  private HikariDataSource pool(int size) {
    HikariDataSource pool = PostgreSqlServer.pool(schema);
    pool.setMaximumPoolSize(size);
    return pool;
  }

  @Override
  public List<Integer> ledger(String saga) {
    try (Connection connection = direct.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT amount FROM ledger WHERE saga = ?")) {
      select.setString(1, saga);
      List<Integer> amounts = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          amounts.add(rows.getInt(1));
        }
      }
      return amounts;
    } catch (SQLException thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  @Override
  public void close() {
    direct.close();
    pools.values().forEach(HikariDataSource::close);
    PostgreSqlServer.dropSchema(schema);
  }

  private static final class Way implements Lane {
    private final JdbcTransactions transactions;
    private final JdbcSagaStore store;

    Way(HikariDataSource pool) {
      this.transactions = JdbcTransactions.on(pool);
      this.store = JdbcSagaStore.open(pool, transactions);
    }

    @Override
    public SagaStore store() {
      return store;
    }

    @Override
    public Transactions transactions() {
      return transactions;
    }

    @Override
    public void write(Run<?> run, int amount) throws SQLException {
      try (PreparedStatement insert =
          transactions
              .connection()
              .prepareStatement("INSERT INTO ledger (saga, amount) VALUES (?, ?)")) {
        insert.setString(1, run.key());
        insert.setInt(2, amount);
        insert.executeUpdate();
      }
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
