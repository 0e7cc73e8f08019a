package dev.amends.jdbc;

import static dev.amends.jdbc.dialect.ColumnType.BIGINT;
import static dev.amends.jdbc.dialect.ColumnType.BYTES;
import static dev.amends.jdbc.dialect.ColumnType.INTEGER;
import static dev.amends.jdbc.dialect.ColumnType.SMALLINT;

import dev.amends.jdbc.dialect.Among;
import dev.amends.jdbc.dialect.Bulk;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.Mailbox.Late;
import dev.amends.spi.Mailbox.Letter;
import dev.amends.spi.Mailbox.Mail;
import dev.amends.spi.Mailbox.Signal;
import dev.amends.spi.Mailbox.SignalId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code amends_mailbox}: small, because messages go with the append that makes a fact of them. */
final class MailboxTable {
  private static final String PUT =
      """
      INSERT INTO amends_mailbox (saga, bucket, kind, body, written_at)
      VALUES (?, ?, ?, ?, {now})
      """;

  private static final String PUT_SET =
      """
      INSERT INTO amends_mailbox (saga, bucket, kind, body, written_at)
      SELECT v.saga, v.bucket, v.kind, v.body, {now}
      FROM unnest(?::bigint[], ?::integer[], ?::smallint[], ?::bytea[])
        AS v (saga, bucket, kind, body)
      """;

  /** By amends_mailbox_pk. */
  private static final String CONSUME_ROW = "DELETE FROM amends_mailbox WHERE id = ?";

  private static final String CONSUME_SET =
      """
      DELETE FROM amends_mailbox m
      USING unnest(?::bigint[]) AS v (id)
      WHERE m.id = v.id
      """;

  private static final String SIGNAL =
      """
      INSERT INTO amends_mailbox (kind, body, written_at, type, saga_key, signal, signal_id)
      VALUES (?, ?, {now}, ?, ?, ?, ?)
      """;

  /** Columns of amends_mailbox_signal. */
  private static final String SIGNAL_COLUMNS = "saga_key, type, signal, signal_id";

  /** By amends_mailbox_pk, then amends_live_pk or amends_saga_type_key for each message. */
  static final String POLL =
      """
      SELECT m.id, l.saga, l.bucket, m.kind, m.body, m.signal, m.signal_id
      FROM amends_mailbox m
      LEFT JOIN amends_saga s ON s.saga_key = m.saga_key AND s.type = m.type
      JOIN amends_live l ON l.saga = COALESCE(m.saga, s.number)
      WHERE m.id > ? AND (l.owner = ? OR (l.owner IS NULL AND l.plan_hash {among}))
      ORDER BY m.id
      LIMIT ?
      """;

  /** By amends_mailbox_saga, and amends_mailbox_signal for the saga's type and key. */
  private static final String OF_SAGA =
      """
      SELECT id, saga, bucket, kind, body, signal, signal_id
      FROM amends_mailbox
      WHERE saga = ?
      UNION ALL
      SELECT m.id, s.number, s.bucket, m.kind, m.body, m.signal, m.signal_id
      FROM amends_saga s
      JOIN amends_mailbox m ON m.saga_key = s.saga_key AND m.type = s.type
      WHERE s.number = ?
      ORDER BY 1
      """;

  /** By amends_saga_type_key for each signal. */
  private static final String LATE =
      """
      SELECT m.id, s.id, m.signal, m.signal_id, m.body
      FROM amends_mailbox m
      JOIN amends_saga s ON s.saga_key = m.saga_key AND s.type = m.type
      WHERE m.saga IS NULL AND s.end_status IS NOT NULL
      ORDER BY m.id
      LIMIT ?
      """;

  private static final String EXPIRE =
      """
      DELETE FROM amends_mailbox
      WHERE saga IS NULL AND written_at < {now+}
        AND NOT EXISTS (SELECT 1 FROM amends_saga s
                        WHERE s.saga_key = amends_mailbox.saga_key AND s.type = amends_mailbox.type)
      """;

  private static final String SWEEP =
      """
      DELETE FROM amends_mailbox
      WHERE saga IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM amends_live l WHERE l.saga = amends_mailbox.saga)
      """;

  /** Stands for "no plan": every real hash has characters. */
  private static final List<String> NO_PLAN = List.of("");

  private final Sql sql;
  private final Bulk consume;
  private final Bulk letter;

  MailboxTable(Sql sql) {
    this.sql = sql;
    this.consume = Bulk.of(sql.dialect(), CONSUME_ROW, CONSUME_SET, BIGINT);
    this.letter = Bulk.of(sql.dialect(), PUT, PUT_SET, BIGINT, INTEGER, SMALLINT, BYTES);
  }

  /** Deletes messages that become facts; each must be there, else it was consumed before. */
  Bulk consume() {
    return consume;
  }

  /** Inserts messages. */
  Bulk letter() {
    return letter;
  }

  @Nullable Object[] row(Letter letter) {
    return new @Nullable Object[] {
      letter.to().number(), letter.to().bucket(), letter.kind().code(), letter.body()
    };
  }

  void put(Connection connection, SagaAddress saga, Kind kind, byte[] body) throws SQLException {
    sql.update(connection, PUT, saga.number(), saga.bucket(), kind.code(), body);
  }

  List<Mail> poll(
      Connection connection, long owner, Collection<String> planHashes, long after, int limit)
      throws SQLException {
    return sql.list(
        connection,
        POLL,
        MailboxTable::mail,
        after,
        owner,
        Among.texts(planHashes.isEmpty() ? NO_PLAN : planHashes),
        limit);
  }

  List<Mail> of(Connection connection, SagaAddress saga) throws SQLException {
    return sql.list(connection, OF_SAGA, MailboxTable::mail, saga.number(), saga.number());
  }

  boolean signal(Connection connection, Signal signal) throws SQLException {
    return sql.insertUnlessTaken(
        connection,
        SIGNAL,
        SIGNAL_COLUMNS,
        Kind.SIGNAL.code(),
        signal.body(),
        signal.type(),
        signal.key(),
        signal.id().name(),
        signal.id().id());
  }

  List<Late> late(Connection connection, int limit) throws SQLException {
    return sql.list(connection, LATE, MailboxTable::late, limit);
  }

  private static Late late(ResultSet result) throws SQLException {
    return new Late(
        result.getLong(1),
        result.getObject(2, UUID.class),
        new SignalId(result.getString(3), result.getString(4)),
        result.getBytes(5));
  }

  int drop(Connection connection, long mail) throws SQLException {
    return sql.update(connection, CONSUME_ROW, mail);
  }

  int expire(Connection connection, Duration age) throws SQLException {
    return sql.update(connection, EXPIRE, -NodeTable.micros(age));
  }

  int sweep(Connection connection) throws SQLException {
    return sql.update(connection, SWEEP);
  }

  private static Mail mail(ResultSet result) throws SQLException {
    String name = result.getString(6);
    return new Mail(
        result.getLong(1),
        new SagaAddress(result.getLong(2), result.getInt(3)),
        Kind.of(result.getInt(4)),
        result.getBytes(5),
        name == null ? null : new SignalId(name, result.getString(7)));
  }
}
