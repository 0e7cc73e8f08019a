package dev.amends.jdbc;

import dev.amends.jdbc.dialect.Bulk;
import dev.amends.jdbc.dialect.BulkRows;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Mailbox.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches, tables always in the same order: saga, compensated, live, exclusive, mailbox,
 * audit, and the journal last, so that nothing follows the row that decides who is fenced.
 *
 * <p>Round trips to PostgreSQL: one for all statements together, in which the driver also begins
 * the transaction, and one for the commit; each saga that gives up an exclusive key adds two to
 * five. A batch of journal rows alone is one statement that commits itself: a single round trip.
 */
final class BatchWriter {
  private static final byte[] NO_BODY = new byte[0];

  private final Dialect dialect;
  private final SagaTable sagas;
  private final LiveTable live;
  private final JournalTable journal;
  private final ExclusiveTable exclusives;
  private final MailboxTable mailbox;
  private final AuditTable audits;

  BatchWriter(Tables tables) {
    this.dialect = tables.sql().dialect();
    this.sagas = tables.sagas();
    this.live = tables.live();
    this.journal = tables.journal();
    this.exclusives = tables.exclusives();
    this.mailbox = tables.mailbox();
    this.audits = tables.audits();
  }

  /** Whether the batch is a single statement, which is atomic by itself. */
  boolean isOneStatement(Batch batch) {
    return batch.onlyRows() && (dialect.wholeSets() || batch.rows().size() == 1);
  }

  /**
   * Writes a batch within the transaction of the connection.
   *
   * @return false when a row that had to be there was not: the transaction must be rolled back
   */
  boolean write(Connection connection, Batch batch) throws SQLException {
    Work index = new Work();
    index.insert(sagas.insert(), batch.sagas(), sagas::row);
    index.change(
        sagas.end(),
        batch.closed(),
        each -> sagas.endRow(each.saga(), each.close().status(), each.at()));
    index.change(sagas.reopen(), batch.reopened(), BatchWriter::number);
    index.change(sagas.replan(), batch.replanned(), BatchWriter::replanRow);
    index.insert(
        sagas.compensated(),
        batch.compensated(),
        each -> new @Nullable Object[] {each.saga().number()});
    index.insert(live.insert(), batch.opened(), live::row);
    index.change(live.reopen(), batch.reopened(), BatchWriter::number);
    index.change(live.move(), batch.moved(), each -> live.moveRow(each.saga(), each.move()));
    index.change(live.replan(), batch.replanned(), BatchWriter::replanRow);
    index.change(
        live.delete(), batch.closed(), each -> new @Nullable Object[] {each.saga().number()});

    Work rest = batch.exclusive().isEmpty() ? index : new Work();
    rest.change(mailbox.consume(), batch.mail(), id -> new @Nullable Object[] {id});
    rest.insert(mailbox.letter(), batch.letters(), mailbox::row);
    rest.insert(audits.insert(), batch.audits(), audits::row);
    rest.insert(journal.insert(), batch.rows(), journal::row);

    if (rest == index) {
      return index.run(connection);
    }
    if (!index.run(connection)) {
      return false;
    }
    for (Batch.Closed each : batch.exclusive()) {
      giveUp(connection, each);
    }
    return rest.run(connection);
  }

  private static @Nullable Object[] number(SagaAddress saga) {
    return new @Nullable Object[] {saga.number()};
  }

  private static @Nullable Object[] replanRow(Batch.Moved each) {
    return new @Nullable Object[] {each.move().planHash(), each.saga().number()};
  }

  private void giveUp(Connection connection, Batch.Closed closed) throws SQLException {
    String key = closed.close().exclusive();
    if (key == null) {
      return;
    }
    Optional<SagaAddress> next = exclusives.giveUp(connection, key, closed.saga());
    if (next.isPresent()) {
      mailbox.put(connection, next.get(), Kind.GRANTED, NO_BODY);
    }
  }

  /** Statements that are sent together. */
  private final class Work {
    private final List<BulkRows> statements = new ArrayList<>();

    /** Rows that each must be there; for inserts -1, which a count never is. */
    private final List<Integer> expected = new ArrayList<>();

    <T> void insert(Bulk bulk, List<T> values, Function<T, @Nullable Object[]> row) {
      add(bulk, values, row, -1);
    }

    <T> void change(Bulk bulk, List<T> values, Function<T, @Nullable Object[]> row) {
      add(bulk, values, row, values.size());
    }

    private <T> void add(
        Bulk bulk, List<T> values, Function<T, @Nullable Object[]> row, int count) {
      if (!values.isEmpty()) {
        List<@Nullable Object[]> rows = new ArrayList<>(values.size());
        values.forEach(value -> rows.add(row.apply(value)));
        statements.add(new BulkRows(bulk, rows));
        expected.add(count);
      }
    }

    boolean run(Connection connection) throws SQLException {
      int[] counts = dialect.run(connection, statements);
      for (int i = 0; i < counts.length; i++) {
        if (expected.get(i) >= 0 && expected.get(i) != counts[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
