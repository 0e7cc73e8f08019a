package dev.amends.jdbc;

import static dev.amends.jdbc.dialect.ColumnType.BIGINT;
import static dev.amends.jdbc.dialect.ColumnType.BYTES;
import static dev.amends.jdbc.dialect.ColumnType.INTEGER;
import static dev.amends.jdbc.dialect.ColumnType.TIME;

import dev.amends.jdbc.dialect.Among;
import dev.amends.jdbc.dialect.Bulk;
import dev.amends.jdbc.dialect.Columns;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Append;
import dev.amends.spi.LiveSagas.Adoption;
import dev.amends.spi.Stamp;
import dev.amends.spi.StoredEntry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code amends_journal}: the truth. Rows are only ever inserted. */
final class JournalTable {
  private static final String INSERT_ROW =
      """
      INSERT INTO amends_journal
        (bucket, saga, seq, writer, append_no, written_at, facts)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_SET =
      """
      INSERT INTO amends_journal
        (bucket, saga, seq, writer, append_no, written_at, facts)
      SELECT v.bucket, v.saga, v.seq, v.writer, v.append_no,
             TIMESTAMPTZ 'epoch' + v.written_at * INTERVAL '1 microsecond', v.facts
      FROM unnest(?::integer[], ?::bigint[], ?::integer[], ?::bigint[], ?::bigint[],
                  ?::bigint[], ?::bytea[])
        AS v (bucket, saga, seq, writer, append_no, written_at, facts)
      """;

  /** The next position is found by amends_journal_pk, under the lock of the saga's live row. */
  private static final String INSERT_NEXT =
      """
      INSERT INTO amends_journal
        (bucket, saga, seq, writer, append_no, written_at, facts)
      SELECT CAST(? AS integer), CAST(? AS bigint), COALESCE(MAX(j.seq), 0) + 1,
             CAST(? AS bigint), CAST(? AS bigint), ?, ?
      FROM amends_journal j
      WHERE j.bucket = ? AND j.saga = ?
      """;

  private static final String STAMP =
      """
      SELECT writer, append_no
      FROM amends_journal
      WHERE bucket = ? AND saga = ? AND seq = ?
      """;

  private static final String OF_SAGA =
      """
      SELECT saga, seq, writer, append_no, written_at, facts
      FROM amends_journal
      WHERE bucket = ? AND saga = ?
      ORDER BY seq
      """;

  static final String OF_SAGAS =
      """
      SELECT saga, seq, writer, append_no, written_at, facts
      FROM amends_journal
      WHERE bucket = ? AND saga {among}
      ORDER BY saga, seq
      """;

  private final Sql sql;
  private final Bulk insert;

  JournalTable(Sql sql) {
    this.sql = sql;
    this.insert =
        Bulk.of(
            sql.dialect(),
            INSERT_ROW,
            INSERT_SET,
            INTEGER,
            BIGINT,
            INTEGER,
            BIGINT,
            BIGINT,
            TIME,
            BYTES);
  }

  /** Inserts rows; a taken position is a duplicate key. */
  Bulk insert() {
    return insert;
  }

  @Nullable Object[] row(Append append) {
    return new @Nullable Object[] {
      append.saga().bucket(),
      append.saga().number(),
      append.position(),
      append.writer(),
      append.number(),
      append.at(),
      append.facts()
    };
  }

  /** Appends the rows of adoptions, each at the position after its saga's last. */
  void insertNext(Connection connection, long writer, Instant at, List<Adoption> adoptions)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Adoption adoption : adoptions) {
      int bucket = adoption.saga().bucket();
      long saga = adoption.saga().number();
      rows.add(
          new @Nullable Object[] {
            bucket, saga, writer, adoption.number(), at, adoption.facts(), bucket, saga
          });
    }
    sql.each(connection, INSERT_NEXT, rows);
  }

  Optional<Stamp> stampAt(Connection connection, SagaAddress saga, int position)
      throws SQLException {
    return sql.first(
        connection,
        STAMP,
        result -> new Stamp(result.getLong(1), result.getLong(2)),
        saga.bucket(),
        saga.number(),
        position);
  }

  List<StoredEntry> of(Connection connection, SagaAddress saga) throws SQLException {
    return sql.list(connection, OF_SAGA, JournalTable::entry, saga.bucket(), saga.number());
  }

  Map<Long, List<StoredEntry>> of(Connection connection, Collection<SagaAddress> sagas)
      throws SQLException {
    Map<Integer, List<Long>> buckets = new TreeMap<>();
    for (SagaAddress saga : sagas) {
      buckets.computeIfAbsent(saga.bucket(), bucket -> new ArrayList<>()).add(saga.number());
    }
    Map<Long, List<StoredEntry>> journals = new HashMap<>();
    for (Map.Entry<Integer, List<Long>> bucket : buckets.entrySet()) {
      for (List<Long> chunk : Chunks.of(bucket.getValue())) {
        sql.list(
            connection,
            OF_SAGAS,
            result ->
                journals
                    .computeIfAbsent(result.getLong(1), saga -> new ArrayList<>())
                    .add(entry(result)),
            bucket.getKey(),
            Among.numbers(chunk));
      }
    }
    return journals;
  }

  private static StoredEntry entry(ResultSet result) throws SQLException {
    return new StoredEntry(
        result.getInt(2),
        result.getLong(3),
        result.getLong(4),
        Columns.time(result, 5),
        result.getBytes(6));
  }
}
