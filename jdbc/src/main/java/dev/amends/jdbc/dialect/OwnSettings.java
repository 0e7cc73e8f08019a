package dev.amends.jdbc.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a connection had been set to before the engine fitted it out. A pool, or a statement that it
 * runs on every new connection, may have set it, and need not do so again. All is done by SQL: what
 * is set through JDBC's own methods, a pool may set back to what it takes for the default.
 *
 * @param statements that set it to what it was
 */
public record OwnSettings(String statements) {
  /** The settings now, by a query that gives the statements. */
  static OwnSettings of(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return new OwnSettings(row.getString(1));
    }
  }

  /** Undoes {@link Dialect#keep}; to be called outside of a transaction. */
  public void restore(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }
}
