package dev.amends.jdbc;

import dev.amends.jdbc.dialect.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** {@code amends_plan}: outlines by hash. */
final class PlanTable {
  private static final String INSERT = "INSERT INTO amends_plan (hash, outline) VALUES (?, ?)";
  private static final String OUTLINE = "SELECT outline FROM amends_plan WHERE hash = ?";

  private final Sql sql;

  PlanTable(Sql sql) {
    this.sql = sql;
  }

  /** Keeps an outline; one that is there stays as it is. */
  boolean keep(Connection connection, String hash, String outline) throws SQLException {
    return sql.insertUnlessTaken(connection, INSERT, "hash", hash, outline);
  }

  Optional<String> outline(Connection connection, String hash) throws SQLException {
    return sql.first(connection, OUTLINE, result -> result.getString(1), hash);
  }
}
