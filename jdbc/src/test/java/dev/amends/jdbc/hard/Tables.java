package dev.amends.jdbc.hard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The tables as anybody can read them, past the engine. */
final class Tables {
  private static final String HOLES =
      """
      SELECT saga FROM amends_journal
      GROUP BY saga HAVING MIN(seq) <> 1 OR MAX(seq) <> COUNT(*)
      """;

  private static final String UNFINISHED = "SELECT saga FROM amends_live WHERE status <> 3";

  private static final String ENDED_AND_LIVE =
      """
      SELECT l.saga FROM amends_live l JOIN amends_saga s ON s.number = l.saga
      WHERE s.end_status IS NOT NULL
      """;

  private static final String NEITHER =
      """
      SELECT s.number FROM amends_saga s LEFT JOIN amends_live l ON l.saga = s.number
      WHERE s.end_status IS NULL AND l.saga IS NULL
      """;

  private final DataSource dataSource;
  private final String schema;

  Tables(DataSource dataSource, String schema) {
    this.dataSource = dataSource;
    this.schema = schema;
  }

  String schema() {
    return schema;
  }

  /** Sagas whose journal is not 1, 2, 3 and so on. */
  List<Long> holes() {
    return numbers(HOLES);
  }

  /** Sagas that have not ended and are not parked. */
  List<Long> unfinished() {
    return numbers(UNFINISHED);
  }

  /** Sagas that have ended and are still among the live ones, or have not and aren't. */
  List<Long> contradictions() {
    List<Long> found = new ArrayList<>(numbers(ENDED_AND_LIVE));
    found.addAll(numbers(NEITHER));
    return found;
  }

  /** Rows of the business for that step of that saga. */
  long booked(String saga, String step) {
    return numbers("SELECT COUNT(*) FROM booking WHERE saga = ? AND step = ?", saga, step).get(0);
  }

  /** The first column of all rows. */
  List<Long> numbers(String sql, String... parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<Long> numbers = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          numbers.add(rows.getLong(1));
        }
      }
      return numbers;
    } catch (SQLException thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  /** Executes statements. */
  void execute(String sql) {
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
