package dev.amends.jdbc;

import static dev.amends.jdbc.dialect.ColumnType.TEXT;
import static dev.amends.jdbc.dialect.ColumnType.TIME;
import static dev.amends.jdbc.dialect.ColumnType.UUID;

import dev.amends.jdbc.dialect.Bulk;
import dev.amends.jdbc.dialect.Columns;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.spi.Audit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code amends_audit}: what people did. */
final class AuditTable {
  private static final String INSERT_ROW =
      """
      INSERT INTO amends_audit (written_at, actor, action, saga, step, reason, answer)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_SET =
      """
      INSERT INTO amends_audit (written_at, actor, action, saga, step, reason, answer)
      SELECT TIMESTAMPTZ 'epoch' + v.written_at * INTERVAL '1 microsecond',
             v.actor, v.action, v.saga, v.step, v.reason, v.answer
      FROM unnest(?::bigint[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[],
                  ?::text[])
        AS v (written_at, actor, action, saga, step, reason, answer)
      """;

  /** By amends_audit_saga, backwards. */
  private static final String OF_SAGA =
      """
      SELECT written_at, actor, action, saga, step, reason, answer
      FROM amends_audit
      WHERE saga = ?
      ORDER BY id DESC
      LIMIT ?
      """;

  private final Sql sql;
  private final Bulk insert;

  AuditTable(Sql sql) {
    this.sql = sql;
    this.insert =
        Bulk.of(sql.dialect(), INSERT_ROW, INSERT_SET, TIME, TEXT, TEXT, UUID, TEXT, TEXT, TEXT);
  }

  Bulk insert() {
    return insert;
  }

  @Nullable Object[] row(Audit audit) {
    return new @Nullable Object[] {
      audit.at(),
      audit.actor(),
      audit.action(),
      audit.saga(),
      audit.step(),
      audit.reason(),
      audit.answer()
    };
  }

  void add(Connection connection, Audit audit) throws SQLException {
    sql.update(connection, INSERT_ROW, row(audit));
  }

  List<Audit> of(Connection connection, UUID saga, int limit) throws SQLException {
    return sql.list(connection, OF_SAGA, AuditTable::audit, saga, limit);
  }

  private static Audit audit(ResultSet result) throws SQLException {
    return new Audit(
        Columns.time(result, 1),
        result.getString(2),
        result.getString(3),
        result.getObject(4, UUID.class),
        result.getString(5),
        result.getString(6),
        result.getString(7));
  }
}
