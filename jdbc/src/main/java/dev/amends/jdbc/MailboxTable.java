package dev.amends.jdbc;

import static dev.amends.jdbc.dialect.ColumnType.BIGINT;

import dev.amends.jdbc.dialect.Among;
import dev.amends.jdbc.dialect.Bulk;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.Mailbox.Mail;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** {@code amends_mailbox}: small, because messages go with the append that makes a fact of them. */
final class MailboxTable {
  private static final String PUT =
      """
      INSERT INTO amends_mailbox (saga, bucket, kind, body, written_at)
      VALUES (?, ?, ?, ?, {now})
      """;

  /** By amends_mailbox_pk. */
  private static final String CONSUME_ROW = "DELETE FROM amends_mailbox WHERE id = ?";

  private static final String CONSUME_SET =
      """
      DELETE FROM amends_mailbox m
      USING unnest(?::bigint[]) AS v (id)
      WHERE m.id = v.id
      """;

  /** By amends_mailbox_pk, then amends_live_pk for each message. */
  static final String POLL =
      """
      SELECT m.id, m.saga, m.bucket, m.kind, m.body
      FROM amends_mailbox m
      JOIN amends_live l ON l.saga = m.saga
      WHERE m.id > ? AND (l.owner = ? OR (l.owner IS NULL AND l.plan_hash {among}))
      ORDER BY m.id
      LIMIT ?
      """;

  /** By amends_mailbox_saga. */
  private static final String OF_SAGA =
      """
      SELECT id, saga, bucket, kind, body
      FROM amends_mailbox
      WHERE saga = ?
      ORDER BY id
      """;

  private static final String SWEEP =
      """
      DELETE FROM amends_mailbox
      WHERE NOT EXISTS (SELECT 1 FROM amends_live l WHERE l.saga = amends_mailbox.saga)
      """;

  /** Stands for "no plan": every real hash has characters. */
  private static final List<String> NO_PLAN = List.of("");

  private final Sql sql;
  private final Bulk consume;

  MailboxTable(Sql sql) {
    this.sql = sql;
    this.consume = Bulk.of(sql.dialect(), CONSUME_ROW, CONSUME_SET, BIGINT);
  }

  /** Deletes messages that become facts; each must be there, else it was consumed before. */
  Bulk consume() {
    return consume;
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
    return sql.list(connection, OF_SAGA, MailboxTable::mail, saga.number());
  }

  int sweep(Connection connection) throws SQLException {
    return sql.update(connection, SWEEP);
  }

  private static Mail mail(ResultSet result) throws SQLException {
    return new Mail(
        result.getLong(1),
        new SagaAddress(result.getLong(2), result.getInt(3)),
        Kind.of(result.getInt(4)),
        result.getBytes(5));
  }
}
