package dev.amends.jdbc;

import dev.amends.jdbc.dialect.Sql;
import dev.amends.journal.SagaAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * {@code amends_exclusive} and {@code amends_exclusive_wait}. Whoever takes, waits or hands over
 * holds the lock of the key's row, so that nobody joins the line unseen while the key is given
 * away.
 */
final class ExclusiveTable {
  private static final String TAKE =
      """
      INSERT INTO amends_exclusive (exclusive_key, saga, bucket)
      VALUES (?, ?, ?)
      """;

  private static final String HOLDER =
      """
      SELECT saga, bucket
      FROM amends_exclusive
      WHERE exclusive_key = ?
      """;

  private static final String LOCK = HOLDER + "FOR UPDATE";

  private static final String WAITS =
      """
      SELECT 1
      FROM amends_exclusive_wait
      WHERE exclusive_key = ? AND saga = ?
      """;

  private static final String WAIT =
      """
      INSERT INTO amends_exclusive_wait (exclusive_key, saga, bucket)
      VALUES (?, ?, ?)
      """;

  /** By amends_exclusive_wait_line. */
  private static final String FIRST_IN_LINE =
      """
      SELECT saga, bucket
      FROM amends_exclusive_wait
      WHERE exclusive_key = ?
      ORDER BY ticket
      LIMIT 1
      """;

  private static final String LEAVE_LINE =
      """
      DELETE FROM amends_exclusive_wait
      WHERE exclusive_key = ? AND saga = ?
      """;

  private static final String HAND_OVER =
      """
      UPDATE amends_exclusive
      SET saga = ?, bucket = ?
      WHERE exclusive_key = ?
      """;

  private static final String FREE = "DELETE FROM amends_exclusive WHERE exclusive_key = ?";

  private final Sql sql;

  ExclusiveTable(Sql sql) {
    this.sql = sql;
  }

  /** Takes the key if nobody has it. */
  boolean take(Connection connection, String key, SagaAddress saga) throws SQLException {
    return sql.insertUnlessTaken(
        connection, TAKE, "exclusive_key", key, saga.number(), saga.bucket());
  }

  /** The holder, locked until the transaction ends; empty when the key has just become free. */
  Optional<SagaAddress> lock(Connection connection, String key) throws SQLException {
    return sql.first(connection, LOCK, ExclusiveTable::address, key);
  }

  Optional<SagaAddress> holder(Connection connection, String key) throws SQLException {
    return sql.first(connection, HOLDER, ExclusiveTable::address, key);
  }

  /** Takes a place in the line, once. */
  void queue(Connection connection, String key, SagaAddress saga) throws SQLException {
    boolean waits = sql.first(connection, WAITS, result -> true, key, saga.number()).isPresent();
    if (!waits) {
      sql.update(connection, WAIT, key, saga.number(), saga.bucket());
    }
  }

  /**
   * Ends what a saga has of the key: its place in the line, or the key itself.
   *
   * @return the saga that holds the key from now on, if it changed hands
   */
  Optional<SagaAddress> giveUp(Connection connection, String key, SagaAddress saga)
      throws SQLException {
    Optional<SagaAddress> holder = lock(connection, key);
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    if (!holder.get().equals(saga)) {
      sql.update(connection, LEAVE_LINE, key, saga.number());
      return Optional.empty();
    }
    Optional<SagaAddress> next = sql.first(connection, FIRST_IN_LINE, ExclusiveTable::address, key);
    if (next.isEmpty()) {
      sql.update(connection, FREE, key);
      return Optional.empty();
    }
    sql.update(connection, LEAVE_LINE, key, next.get().number());
    sql.update(connection, HAND_OVER, next.get().number(), next.get().bucket(), key);
    return next;
  }

  private static SagaAddress address(ResultSet result) throws SQLException {
    return new SagaAddress(result.getLong(1), result.getInt(2));
  }
}
