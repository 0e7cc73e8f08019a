package dev.amends.jdbc;

import dev.amends.jdbc.dialect.Among;
import dev.amends.jdbc.dialect.ColumnType;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.journal.SagaAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Statements that remove sagas. No index knows when a saga ended, since one would make each end
 * dearer: old sagas are found in order of their numbers, which grow as time goes by.
 */
final class RetentionTables {
  /** By amends_journal_pk. */
  private static final String FIRST_BUCKET =
      """
      SELECT bucket
      FROM amends_journal
      WHERE bucket >= ?
      ORDER BY bucket
      LIMIT 1
      """;

  /** A bucket is a day; none of its sagas can have ended before it ended. */
  private static final String BUCKET_IS_OLD =
      "SELECT CASE WHEN TIMESTAMPTZ 'epoch' + (? + 1) * INTERVAL '1 day' < {now+} THEN 1 ELSE 0 END";

  /**
   * By amends_journal_pk for the numbers, amends_saga_pk for the sagas between them, amends_live_pk
   * for their roots.
   */
  static final String ANY_TO_KEEP =
      """
      SELECT 1
      FROM (SELECT MIN(saga) AS least, MAX(saga) AS most FROM amends_journal WHERE bucket = ?) j
      JOIN amends_saga s ON s.number BETWEEN j.least AND j.most
      WHERE s.bucket = ?
        AND (s.end_status IS NULL OR s.ended_at >= {now+}
             OR EXISTS (SELECT 1 FROM amends_live l WHERE l.saga = s.root))
      LIMIT 1
      """;

  /** By amends_journal_pk; every journal begins at position 1. */
  static final String JOURNALS =
      """
      SELECT saga
      FROM amends_journal
      WHERE bucket = ? AND saga > ? AND seq = 1
      ORDER BY bucket, saga
      LIMIT ?
      """;

  /** By amends_saga_pk. */
  static final String SAGAS =
      """
      SELECT number
      FROM amends_saga
      WHERE number > ?
      ORDER BY number
      LIMIT ?
      """;

  /** By amends_saga_pk. */
  static final String OLD =
      """
      SELECT COUNT(*)
      FROM amends_saga
      WHERE number {among} AND started_at < {now+}
      """;

  /**
   * By amends_saga_pk, and amends_live_pk for the root. Whoever removes a saga holds its index row
   * first; others leave it out.
   */
  static final String CLAIM =
      """
      SELECT number, bucket, id, CASE WHEN saga_key IS NULL OR ended_at < {now+} THEN 1 ELSE 0 END
      FROM amends_saga
      WHERE number {among} AND end_status IS NOT NULL AND ended_at < {now+}
        AND NOT EXISTS (SELECT 1 FROM amends_live l WHERE l.saga = amends_saga.root)
      ORDER BY number
      FOR UPDATE SKIP LOCKED
      """;

  /** By amends_journal_pk. */
  static final String LENGTHS =
      """
      SELECT saga, COUNT(*)
      FROM amends_journal
      WHERE bucket = ? AND saga {among}
      GROUP BY saga
      """;

  /** By amends_journal_pk. */
  static final String DELETE_JOURNALS =
      "DELETE FROM amends_journal WHERE bucket = ? AND saga {among}";

  /** By amends_audit_saga. */
  static final String DELETE_AUDITS = "DELETE FROM amends_audit WHERE saga {among}";

  /** By amends_compensated_pk. */
  static final String DELETE_COMPENSATED = "DELETE FROM amends_compensated WHERE saga {among}";

  /** By amends_saga_pk. */
  static final String DELETE_SAGAS = "DELETE FROM amends_saga WHERE number {among}";

  private final Sql sql;

  RetentionTables(Sql sql) {
    this.sql = sql;
  }

  /**
   * A saga whose index row this transaction holds.
   *
   * @param whole whether all of it goes
   */
  record Claimed(SagaAddress saga, UUID id, boolean whole) {}

  /** The first bucket with a journal, from this one on. */
  Optional<Integer> firstBucket(Connection connection, int from) throws SQLException {
    return sql.first(connection, FIRST_BUCKET, result -> result.getInt(1), from);
  }

  /** Sagas of a bucket that have a journal. */
  List<Long> journals(Connection connection, int bucket, long after, int limit)
      throws SQLException {
    return sql.list(connection, JOURNALS, result -> result.getLong(1), bucket, after, limit);
  }

  /** Whether all sagas of a bucket began, and so may have ended, that long ago. */
  boolean bucketIsOld(Connection connection, int bucket, Duration age) throws SQLException {
    return sql.first(
            connection,
            BUCKET_IS_OLD,
            result -> result.getInt(1) == 1,
            bucket,
            -NodeTable.micros(age))
        .orElse(false);
  }

  /** Whether any saga of a bucket has not ended, or not that long ago. */
  boolean anyToKeep(Connection connection, int bucket, Duration age) throws SQLException {
    return sql.first(
            connection,
            ANY_TO_KEEP,
            result -> result.getInt(1),
            bucket,
            bucket,
            -NodeTable.micros(age))
        .isPresent();
  }

  List<Long> sagas(Connection connection, long after, int limit) throws SQLException {
    return sql.list(connection, SAGAS, result -> result.getLong(1), after, limit);
  }

  /** Whether any of these began that long ago; else none can have ended so long ago. */
  boolean anyOld(Connection connection, List<Long> numbers, Duration age) throws SQLException {
    for (List<Long> chunk : Chunks.of(numbers)) {
      long old =
          sql.first(
                  connection,
                  OLD,
                  result -> result.getLong(1),
                  Among.numbers(chunk),
                  -NodeTable.micros(age))
              .orElse(0L);
      if (old > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Locks those that ended longer ago than {@code age} and that nobody else is removing.
   *
   * @param wholeAge from which age on all of a saga goes
   */
  List<Claimed> claim(Connection connection, List<Long> numbers, Duration age, Duration wholeAge)
      throws SQLException {
    List<Claimed> claimed = new ArrayList<>();
    for (List<Long> chunk : Chunks.of(numbers)) {
      claimed.addAll(
          sql.list(
              connection,
              CLAIM,
              RetentionTables::claimed,
              -NodeTable.micros(wholeAge),
              Among.numbers(chunk),
              -NodeTable.micros(age)));
    }
    return claimed;
  }

  private static Claimed claimed(ResultSet result) throws SQLException {
    return new Claimed(
        new SagaAddress(result.getLong(1), result.getInt(2)),
        result.getObject(3, UUID.class),
        result.getInt(4) == 1);
  }

  /** How many rows the journals have, by number. */
  Map<Long, Long> lengths(Connection connection, int bucket, List<Claimed> claimed)
      throws SQLException {
    Map<Long, Long> lengths = new TreeMap<>();
    for (List<Claimed> chunk : Chunks.of(claimed)) {
      sql.list(
          connection,
          LENGTHS,
          result -> lengths.put(result.getLong(1), result.getLong(2)),
          bucket,
          numbers(chunk));
    }
    return lengths;
  }

  /** Removes the journals of all, and everything else of those that go whole. */
  void remove(Connection connection, Collection<Claimed> claimed) throws SQLException {
    Map<Integer, List<Long>> buckets = new TreeMap<>();
    List<Claimed> whole = new ArrayList<>();
    for (Claimed one : claimed) {
      buckets
          .computeIfAbsent(one.saga().bucket(), bucket -> new ArrayList<>())
          .add(one.saga().number());
      if (one.whole()) {
        whole.add(one);
      }
    }
    for (Map.Entry<Integer, List<Long>> bucket : buckets.entrySet()) {
      for (List<Long> chunk : Chunks.of(bucket.getValue())) {
        sql.update(connection, DELETE_JOURNALS, bucket.getKey(), Among.numbers(chunk));
      }
    }
    for (List<Claimed> chunk : Chunks.of(whole)) {
      removeRows(connection, chunk);
    }
  }

  private static Among numbers(List<Claimed> chunk) {
    return Among.numbers(chunk.stream().map(one -> one.saga().number()).toList());
  }

  private void removeRows(Connection connection, List<Claimed> chunk) throws SQLException {
    List<UUID> ids = chunk.stream().map(Claimed::id).toList();
    Among numbers = numbers(chunk);
    sql.update(connection, DELETE_AUDITS, new Among(ColumnType.UUID, ids));
    sql.update(connection, DELETE_COMPENSATED, numbers);
    sql.update(connection, DELETE_SAGAS, numbers);
  }
}
