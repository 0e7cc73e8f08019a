package dev.amends.jdbc.schema;

import dev.amends.jdbc.dialect.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** {@code amends_schema}: which migrations have been run. */
final class SchemaTable {
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS amends_schema (
        version integer NOT NULL,
        script varchar(255) NOT NULL,
        checksum varchar(64) NOT NULL,
        applied_at %s NOT NULL,
        CONSTRAINT amends_schema_pk PRIMARY KEY (version)
      )
      """
          .formatted("timestamp(6) with time zone");

  private static final String APPLIED =
      """
      SELECT version, checksum
      FROM amends_schema
      ORDER BY version
      """;

  private static final String ADD =
      """
      INSERT INTO amends_schema (version, script, checksum, applied_at)
      VALUES (?, ?, ?, {now})
      """;

  private final Sql sql;

  SchemaTable(Sql sql) {
    this.sql = sql;
  }

  void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    }
  }

  /** Checksums of the migrations that were run, by version. */
  Map<Integer, String> applied(Connection connection) throws SQLException {
    Map<Integer, String> applied = new TreeMap<>();
    sql.list(connection, APPLIED, result -> applied.put(result.getInt(1), result.getString(2)));
    return applied;
  }

  void add(Connection connection, Migration migration) throws SQLException {
    sql.update(connection, ADD, migration.version(), migration.script(), migration.checksum());
  }
}
