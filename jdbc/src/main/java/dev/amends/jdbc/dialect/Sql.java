package dev.amends.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements with their parameters. Stateless but for its dialect; safe for many threads. */
public final class Sql {
  private final Dialect dialect;

  public Sql(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Reads the row that a result set stands on. */
  @FunctionalInterface
  public interface Row<T> {
    /** The row as a value. */
    T read(ResultSet result) throws SQLException;
  }

  /** The dialect that statements are completed with. */
  public Dialect dialect() {
    return dialect;
  }

  /** All rows of a query. */
  public <T> List<T> list(
      Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.read(result));
      }
      return rows;
    }
  }

  /** The first row of a query. */
  public <T> Optional<T> first(
      Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet result = statement.executeQuery()) {
      return result.next() ? Optional.of(row.read(result)) : Optional.empty();
    }
  }

  /** Number of rows that a statement touched. */
  public int update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** Runs a statement once a row, sent together; the number of rows that each touched. */
  public int[] each(Connection connection, String sql, List<@Nullable Object[]> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(dialect.complete(sql))) {
      for (@Nullable Object[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          dialect.bind(statement, i + 1, row[i]);
        }
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  /**
   * Inserts a row unless its key is taken.
   *
   * @param columns of the key
   * @return whether it is in
   */
  public boolean insertUnlessTaken(
      Connection connection, String insert, String columns, @Nullable Object... parameters)
      throws SQLException {
    try {
      return update(connection, dialect.unlessTaken(insert.strip(), columns), parameters) == 1;
    } catch (SQLException thrown) {
      if (dialect.fault(thrown) == Fault.DUPLICATE) {
        return false;
      }
      throw thrown;
    }
  }

  /** Inserts a row whose number the database gives, and says which. */
  public long insertNumbered(
      Connection connection, String insert, String column, @Nullable Object... parameters)
      throws SQLException {
    String complete = dialect.complete(insert.strip());
    try (PreparedStatement statement =
        connection.prepareStatement(complete, new String[] {column})) {
      for (int i = 0; i < parameters.length; i++) {
        dialect.bind(statement, i + 1, parameters[i]);
      }
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  private PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(complete(sql, parameters));
    try {
      int index = 1;
      for (Object parameter : parameters) {
        if (parameter instanceof Among among) {
          index = dialect.bindAmong(statement, index, among);
        } else {
          dialect.bind(statement, index++, parameter);
        }
      }
      return statement;
    } catch (SQLException | RuntimeException thrown) {
      statement.close();
      throw thrown;
    }
  }

  private String complete(String sql, @Nullable Object... parameters) {
    String complete = dialect.complete(sql);
    for (Object parameter : parameters) {
      if (parameter instanceof Among among) {
        int place = complete.indexOf(Among.PLACE);
        complete =
            complete.substring(0, place)
                + dialect.among(among.values().size())
                + complete.substring(place + Among.PLACE.length());
      }
    }
    return complete;
  }
}
