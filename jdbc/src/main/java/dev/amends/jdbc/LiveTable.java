package dev.amends.jdbc;

import static dev.amends.jdbc.dialect.ColumnType.BIGINT;
import static dev.amends.jdbc.dialect.ColumnType.INTEGER;
import static dev.amends.jdbc.dialect.ColumnType.SMALLINT;
import static dev.amends.jdbc.dialect.ColumnType.TEXT;
import static dev.amends.jdbc.dialect.ColumnType.TIME;

import dev.amends.jdbc.dialect.Bulk;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Change;
import dev.amends.spi.LiveSagas.Adoption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code amends_live}, written: a row as long as its saga has not ended. */
final class LiveTable {
  private static final String INSERT_ROW =
      """
      INSERT INTO amends_live
        (saga, bucket, type, owner, status, due, plan_hash, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, {now})
      """;

  private static final String INSERT_SET =
      """
      INSERT INTO amends_live
        (saga, bucket, type, owner, status, due, plan_hash, changed_at)
      SELECT v.saga, v.bucket, v.type, v.owner, v.status,
             TIMESTAMPTZ 'epoch' + v.due * INTERVAL '1 microsecond', v.plan_hash, {now}
      FROM unnest(?::bigint[], ?::integer[], ?::text[], ?::bigint[], ?::smallint[],
                  ?::bigint[], ?::text[])
        AS v (saga, bucket, type, owner, status, due, plan_hash)
      """;

  /** By amends_saga_pk. */
  private static final String REOPEN_ROW =
      """
      INSERT INTO amends_live
        (saga, bucket, type, owner, status, due, plan_hash, changed_at)
      SELECT s.number, s.bucket, s.type, NULL, %d, {now}, s.plan_hash, {now}
      FROM amends_saga s
      WHERE s.number = ?
      """
          .formatted(SagaStatus.COMPENSATING.code());

  private static final String REOPEN_SET =
      """
      INSERT INTO amends_live
        (saga, bucket, type, owner, status, due, plan_hash, changed_at)
      SELECT s.number, s.bucket, s.type, NULL, %d, {now}, s.plan_hash, {now}
      FROM unnest(?::bigint[]) AS v (number)
      JOIN amends_saga s ON s.number = v.number
      """
          .formatted(SagaStatus.COMPENSATING.code());

  /** By amends_live_pk. */
  private static final String MOVE_ROW =
      """
      UPDATE amends_live
      SET status = ?, reason = ?, owner = ?, due = ?, changed_at = {now}
      WHERE saga = ?
      """;

  static final String MOVE_SET =
      """
      UPDATE amends_live l
      SET status = v.status, reason = v.reason, owner = v.owner,
          due = TIMESTAMPTZ 'epoch' + v.due * INTERVAL '1 microsecond',
          changed_at = {now}
      FROM unnest(?::smallint[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[])
        AS v (status, reason, owner, due, saga)
      WHERE l.saga = v.saga
      """;

  /** By amends_live_pk. */
  private static final String REPLAN_ROW = "UPDATE amends_live SET plan_hash = ? WHERE saga = ?";

  private static final String REPLAN_SET =
      """
      UPDATE amends_live l
      SET plan_hash = v.plan_hash
      FROM unnest(?::text[], ?::bigint[]) AS v (plan_hash, saga)
      WHERE l.saga = v.saga
      """;

  /** By amends_live_pk. */
  private static final String DELETE_ROW = "DELETE FROM amends_live WHERE saga = ?";

  static final String DELETE_SET =
      """
      DELETE FROM amends_live l
      USING unnest(?::bigint[]) AS v (saga)
      WHERE l.saga = v.saga
      """;

  /** By amends_live_pk; compares and sets, and holds the row until the adoption's row is in. */
  private static final String ADOPT =
      """
      UPDATE amends_live
      SET owner = ?, due = NULL, changed_at = {now}
      WHERE saga = ? AND owner IS NOT DISTINCT FROM CAST(? AS bigint) AND status <> %d
      """
          .formatted(SagaStatus.PARKED.code());

  private static final String LOCK = "SELECT saga FROM amends_live WHERE saga = ? FOR UPDATE";

  /** By amends_live_owner. */
  private static final String RELEASE =
      """
      UPDATE amends_live
      SET owner = NULL, due = {now}, changed_at = {now}
      WHERE owner = ? AND saga IN (
        SELECT o.saga FROM amends_live o WHERE o.owner = ? ORDER BY o.saga LIMIT ?)
      """;

  private static final String COUNT = "SELECT status, COUNT(*) FROM amends_live GROUP BY status";

  private final Sql sql;
  private final Bulk insert;
  private final Bulk reopen;
  private final Bulk move;
  private final Bulk replan;
  private final Bulk delete;

  LiveTable(Sql sql) {
    this.sql = sql;
    this.insert =
        Bulk.of(
            sql.dialect(),
            INSERT_ROW,
            INSERT_SET,
            BIGINT,
            INTEGER,
            TEXT,
            BIGINT,
            SMALLINT,
            TIME,
            TEXT);
    this.reopen = Bulk.of(sql.dialect(), REOPEN_ROW, REOPEN_SET, BIGINT);
    this.move =
        Bulk.of(sql.dialect(), MOVE_ROW, MOVE_SET, SMALLINT, SMALLINT, BIGINT, TIME, BIGINT);
    this.replan = Bulk.of(sql.dialect(), REPLAN_ROW, REPLAN_SET, TEXT, BIGINT);
    this.delete = Bulk.of(sql.dialect(), DELETE_ROW, DELETE_SET, BIGINT);
  }

  Bulk insert() {
    return insert;
  }

  /** Inserts rows of sagas that come back to be undone. */
  Bulk reopen() {
    return reopen;
  }

  /** Changes rows; each must be there. */
  Bulk move() {
    return move;
  }

  /** Gives rows another plan; each must be there. */
  Bulk replan() {
    return replan;
  }

  /** Deletes rows; each must be there. */
  Bulk delete() {
    return delete;
  }

  @Nullable Object[] row(Change.Open open) {
    return new @Nullable Object[] {
      open.saga().address().number(),
      open.saga().address().bucket(),
      open.saga().type(),
      open.owner(),
      SagaStatus.RUNNING.code(),
      open.due(),
      open.saga().planHash()
    };
  }

  @Nullable Object[] moveRow(SagaAddress saga, Change.Move move) {
    ParkReason reason = move.reason();
    return new @Nullable Object[] {
      move.status().code(),
      reason == null ? null : reason.code(),
      move.owner(),
      move.due(),
      saga.number()
    };
  }

  /** Sets the owner where it is still the one given; says which of the adoptions hold. */
  List<Adoption> adopt(Connection connection, long adopter, List<Adoption> adoptions)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Adoption adoption : adoptions) {
      rows.add(new @Nullable Object[] {adopter, adoption.saga().number(), adoption.owner()});
    }
    int[] counts = sql.each(connection, ADOPT, rows);
    List<Adoption> held = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        held.add(adoptions.get(i));
      }
    }
    return held;
  }

  /** Whether the saga has not ended, which it cannot do before the transaction ends. */
  boolean lock(Connection connection, SagaAddress saga) throws SQLException {
    return sql.first(connection, LOCK, result -> true, saga.number()).isPresent();
  }

  /** Lets go of at most one chunk of an owner's sagas. */
  int release(Connection connection, long owner) throws SQLException {
    return sql.update(connection, RELEASE, owner, owner, Chunks.SIZE);
  }

  Map<SagaStatus, Long> count(Connection connection) throws SQLException {
    Map<SagaStatus, Long> counts = new EnumMap<>(SagaStatus.class);
    sql.list(
        connection,
        COUNT,
        (ResultSet result) -> counts.put(SagaStatus.of(result.getInt(1)), result.getLong(2)));
    return counts;
  }
}
