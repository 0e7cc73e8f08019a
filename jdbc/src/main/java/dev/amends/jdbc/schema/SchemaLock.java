package dev.amends.jdbc.schema;

import dev.amends.jdbc.dialect.Dialect;
import dev.amends.jdbc.dialect.Fault;
import dev.amends.jdbc.dialect.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Lets one node migrate at a time. Where changes of the schema are part of a transaction, its lock
 * is in the same transaction. Elsewhere they end the transaction that makes them, so that a second
 * connection holds a row meanwhile.
 */
final class SchemaLock {
  /** How long a node waits for another one's migrations. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** How often two nodes may get into each other's way creating the row that they lock. */
  private static final int MAX_TRIES = 5;

  /** Any number that nobody else uses: "amends" in ASCII. */
  private static final long ADVISORY = 0x616d656e6473L;

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS amends_schema_lock (
        id integer NOT NULL,
        CONSTRAINT amends_schema_lock_pk PRIMARY KEY (id)
      )
      """;

  private static final String ROW = "INSERT INTO amends_schema_lock (id) VALUES (1)";
  private static final String LOCK = "SELECT id FROM amends_schema_lock WHERE id = 1 FOR UPDATE";

  private final Sql sql;

  SchemaLock(Sql sql) {
    this.sql = sql;
  }

  /** Locks until the transaction of the connection ends. */
  void inTransaction(Connection connection) throws SQLException {
    sql.first(connection, "SELECT pg_advisory_xact_lock(?)", result -> true, ADVISORY);
  }

  /** Locks a row until the transaction of this second connection ends. */
  void onRow(Connection second) throws SQLException {
    Dialect dialect = sql.dialect();
    dialect.keep(second, TIMEOUT, TIMEOUT);
    createRow(second);
    second.setAutoCommit(false);
    sql.first(second, LOCK, result -> true);
  }

  private void createRow(Connection second) throws SQLException {
    for (int i = 1; ; i++) {
      try (Statement statement = second.createStatement()) {
        statement.execute(CREATE);
        sql.insertUnlessTaken(second, ROW, "id");
        return;
      } catch (SQLException thrown) {
        Fault fault = sql.dialect().fault(thrown);
        if (i == MAX_TRIES || fault.isOfConnection()) {
          throw thrown;
        }
      }
    }
  }
}
