package dev.amends.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Schemas that serve one test after the other, emptied in between: to make one takes longer than
 * what most tests do in it. Whoever gives one back has closed all connections to it.
 */
public final class ReusedSchemas implements AutoCloseable {
  private static final String TABLES =
      """
      SELECT tablename FROM pg_tables
      WHERE schemaname = current_schema() AND tablename <> 'amends_schema'
      """;

  private final ConcurrentLinkedDeque<String> free = new ConcurrentLinkedDeque<>();

  /** An empty one, which has tables already if it has served before. */
  public String take() {
    String used = free.poll();
    return used == null ? PostgreSqlServer.newSchema() : used;
  }

  /** Empties it for the next test. */
  public void giveBack(String schema) {
    try (HikariDataSource pool = PostgreSqlServer.pool(schema);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      StringBuilder empty = new StringBuilder("SET lock_timeout = '10s';");
      try (ResultSet tables = statement.executeQuery(TABLES)) {
        while (tables.next()) {
          empty.append("DELETE FROM ").append(tables.getString(1)).append(';');
        }
      }
      statement.execute(empty.toString());
    } catch (SQLException thrown) {
      throw new IllegalStateException(thrown);
    }
    free.push(schema);
  }

  /** Removes those that were given back. */
  @Override
  public void close() {
    for (String schema = free.poll(); schema != null; schema = free.poll()) {
      PostgreSqlServer.dropSchema(schema);
    }
  }
}
