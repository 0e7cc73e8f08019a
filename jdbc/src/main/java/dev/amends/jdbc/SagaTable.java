package dev.amends.jdbc;

import static dev.amends.jdbc.dialect.ColumnType.BIGINT;
import static dev.amends.jdbc.dialect.ColumnType.BYTES;
import static dev.amends.jdbc.dialect.ColumnType.INTEGER;
import static dev.amends.jdbc.dialect.ColumnType.SMALLINT;
import static dev.amends.jdbc.dialect.ColumnType.TEXT;
import static dev.amends.jdbc.dialect.ColumnType.TIME;
import static dev.amends.jdbc.dialect.ColumnType.UUID;

import dev.amends.jdbc.dialect.Bulk;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.InputHash;
import dev.amends.spi.NewSaga;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code amends_saga}, written: a row is inserted when its saga starts and updated once, when it
 * ends; again only if its parent has it undone. {@code amends_compensated} goes with it.
 */
final class SagaTable {
  /** Numbers that one value of the sequence stands for. */
  static final int BLOCK = 1_000;

  private static final String NEXT_BLOCK = "SELECT {next}";

  private static final String INSERT_ROW =
      """
      INSERT INTO amends_saga
        (number, bucket, id, type, saga_key, input_scheme, input_digest, plan_hash, started_at, root)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_SET =
      """
      INSERT INTO amends_saga
        (number, bucket, id, type, saga_key, input_scheme, input_digest, plan_hash, started_at, root)
      SELECT v.number, v.bucket, v.id, v.type, v.saga_key, v.input_scheme, v.input_digest,
             v.plan_hash, TIMESTAMPTZ 'epoch' + v.started_at * INTERVAL '1 microsecond', v.root
      FROM unnest(?::bigint[], ?::integer[], ?::uuid[], ?::text[], ?::text[], ?::integer[],
                  ?::bytea[], ?::text[], ?::bigint[], ?::bigint[])
        AS v (number, bucket, id, type, saga_key, input_scheme, input_digest, plan_hash,
              started_at, root)
      """;

  /** By amends_saga_pk. */
  private static final String END_ROW =
      """
      UPDATE amends_saga
      SET end_status = ?, ended_at = ?
      WHERE number = ? AND end_status IS NULL
      """;

  /** By amends_saga_pk. */
  private static final String REPLAN_ROW = "UPDATE amends_saga SET plan_hash = ? WHERE number = ?";

  private static final String REPLAN_SET =
      """
      UPDATE amends_saga s
      SET plan_hash = v.plan_hash
      FROM unnest(?::text[], ?::bigint[]) AS v (plan_hash, number)
      WHERE s.number = v.number
      """;

  static final String END_SET =
      """
      UPDATE amends_saga s
      SET end_status = v.end_status, ended_at = TIMESTAMPTZ 'epoch' + v.ended_at * INTERVAL '1 microsecond'
      FROM unnest(?::smallint[], ?::bigint[], ?::bigint[])
        AS v (end_status, ended_at, number)
      WHERE s.number = v.number AND s.end_status IS NULL
      """;

  /** By amends_saga_pk. */
  private static final String REOPEN_ROW =
      """
      UPDATE amends_saga
      SET end_status = NULL, ended_at = NULL
      WHERE number = ? AND end_status = %d
      """
          .formatted(SagaStatus.SUCCEEDED.code());

  private static final String REOPEN_SET =
      """
      UPDATE amends_saga s
      SET end_status = NULL, ended_at = NULL
      FROM unnest(?::bigint[]) AS v (number)
      WHERE s.number = v.number AND s.end_status = %d
      """
          .formatted(SagaStatus.SUCCEEDED.code());

  private static final String COMPENSATED_ROW = "INSERT INTO amends_compensated (saga) VALUES (?)";

  private static final String COMPENSATED_SET =
      "INSERT INTO amends_compensated (saga) SELECT v.saga FROM unnest(?::bigint[]) AS v (saga)";

  private static final String KEY_COLUMNS = "saga_key, type";

  private final Sql sql;
  private final Bulk insert;
  private final Bulk replan;
  private final Bulk end;
  private final Bulk reopen;
  private final Bulk compensated;

  SagaTable(Sql sql) {
    this.sql = sql;
    this.replan = Bulk.of(sql.dialect(), REPLAN_ROW, REPLAN_SET, TEXT, BIGINT);
    this.insert =
        Bulk.of(
            sql.dialect(),
            INSERT_ROW,
            INSERT_SET,
            BIGINT,
            INTEGER,
            UUID,
            TEXT,
            TEXT,
            INTEGER,
            BYTES,
            TEXT,
            TIME,
            BIGINT);
    this.end = Bulk.of(sql.dialect(), END_ROW, END_SET, SMALLINT, TIME, BIGINT);
    this.reopen = Bulk.of(sql.dialect(), REOPEN_ROW, REOPEN_SET, BIGINT);
    this.compensated = Bulk.of(sql.dialect(), COMPENSATED_ROW, COMPENSATED_SET, BIGINT);
  }

  /** Inserts rows; a taken key is a duplicate. */
  Bulk insert() {
    return insert;
  }

  /** Gives rows another plan; each must be there. */
  Bulk replan() {
    return replan;
  }

  /** Ends sagas; each must be one that has not ended. */
  Bulk end() {
    return end;
  }

  /** Takes the end away; each must be one that has succeeded. */
  Bulk reopen() {
    return reopen;
  }

  /** Notes sagas that ended compensated. */
  Bulk compensated() {
    return compensated;
  }

  @Nullable Object[] row(NewSaga saga) {
    InputHash hash = saga.inputHash();
    return new @Nullable Object[] {
      saga.address().number(),
      saga.address().bucket(),
      saga.id(),
      saga.type(),
      saga.key(),
      hash == null ? null : hash.scheme(),
      hash == null ? null : hash.digest(),
      saga.planHash(),
      saga.startedAt(),
      saga.root()
    };
  }

  @Nullable Object[] endRow(SagaAddress saga, SagaStatus status, Instant at) {
    return new @Nullable Object[] {status.code(), at, saga.number()};
  }

  /** Inserts a row unless its key is taken; waits for a transaction that is taking it. */
  boolean insertUnlessTaken(Connection connection, NewSaga saga) throws SQLException {
    if (saga.key() == null) {
      return sql.update(connection, INSERT_ROW, row(saga)) == 1;
    }
    return sql.insertUnlessTaken(connection, INSERT_ROW, KEY_COLUMNS, row(saga));
  }

  /** The first number of the next block. */
  long nextBlock(Connection connection) throws SQLException {
    String next = sql.dialect().nextValue("amends_saga_block");
    return sql.first(connection, NEXT_BLOCK.replace("{next}", next), result -> result.getLong(1))
        .orElseThrow();
  }
}
