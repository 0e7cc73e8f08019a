package dev.amends.jdbc;

import dev.amends.jdbc.connection.CurrentConnection;
import dev.amends.jdbc.connection.JdbcConnections;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Audit;
import dev.amends.spi.Exclusives;
import dev.amends.spi.Flushed;
import dev.amends.spi.Leases;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.Mailbox;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Opened;
import dev.amends.spi.Retention;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Stamp;
import dev.amends.spi.StoredEntry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Sagas in a relational database. Its schema must be there: see {@link
 * dev.amends.jdbc.schema.Migrations}. Safe for many threads and many nodes.
 *
 * <p>Keeps up to four connections for itself: one or two write the journal, one renews the lease,
 * one adopts and polls. Removal borrows one while it has something to remove. Reads see what is
 * committed and borrow one each from the data source, but not within a transaction.
 */
public final class JdbcSagaStore implements SagaStore {
  /** Connections that write the journal unless told otherwise. */
  public static final int DEFAULT_WRITERS = 2;

  private final JdbcConnections connections;
  private final Tables tables;
  private final BatchWriter writer;
  private final JoinedWrites joined;
  private final JdbcLeases leases;
  private final JdbcLiveSagas live;
  private final JdbcMailbox mailbox;
  private final JdbcExclusives exclusives;
  private final JdbcRetention retention;

  private JdbcSagaStore(JdbcConnections connections) {
    this.connections = connections;
    this.tables = Tables.of(connections.sql());
    this.writer = new BatchWriter(tables);
    this.joined = new JoinedWrites(connections, tables, writer);
    this.leases = new JdbcLeases(connections, tables.nodes());
    this.live = new JdbcLiveSagas(connections, tables);
    this.mailbox = new JdbcMailbox(connections, tables.mailbox());
    this.exclusives = new JdbcExclusives(connections, tables);
    this.retention = new JdbcRetention(connections, tables);
  }

  /**
   * Opens a store on a data source, best a pool.
   *
   * @param current the transactions of the application's work in the same database
   * @throws dev.amends.error.StoreUnavailableException if the database cannot be reached
   * @throws dev.amends.jdbc.dialect.UnsupportedDatabaseException if it is an unknown one
   */
  public static JdbcSagaStore open(DataSource dataSource, CurrentConnection current) {
    return open(dataSource, current, DEFAULT_WRITERS);
  }

  /**
   * Opens a store with so many connections for the journal.
   *
   * @param writers 1 or 2
   */
  public static JdbcSagaStore open(DataSource dataSource, CurrentConnection current, int writers) {
    return new JdbcSagaStore(JdbcConnections.of(dataSource, current, writers));
  }

  @Override
  public long reserveNumbers(int count) {
    if (count < 1 || count > SagaTable.BLOCK) {
      throw new IllegalArgumentException(
          "count must be 1 to %d, got %d".formatted(SagaTable.BLOCK, count));
    }
    String doing = "reserving saga numbers";
    return connections.inTransaction()
        ? connections.joined(doing, tables.sagas()::nextBlock)
        : connections.read(doing, tables.sagas()::nextBlock);
  }

  @Override
  public Flushed flush(List<Append> appends) {
    if (appends.isEmpty()) {
      return Flushed.COMMITTED;
    }
    Batch batch = Batch.of(appends);
    return writer.isOneStatement(batch) ? flushSingle(batch) : flushWhole(batch);
  }

  private Flushed flushSingle(Batch batch) {
    try {
      connections.writers().withAutoCommit(connection -> writer.write(connection, batch));
      return Flushed.COMMITTED;
    } catch (SQLException thrown) {
      return Flushes.ofSingle(connections.dialect(), thrown);
    }
  }

  private Flushed flushWhole(Batch batch) {
    try {
      boolean whole = connections.writers().commitIf(connection -> writer.write(connection, batch));
      return whole ? Flushed.COMMITTED : Flushed.CONFLICT;
    } catch (SQLException thrown) {
      return Flushes.of(connections.dialect(), thrown);
    }
  }

  @Override
  public Opened open(NewSaga saga) {
    return joined.open(saga);
  }

  @Override
  public boolean append(Append append) {
    return joined.append(append);
  }

  @Override
  public Optional<Stamp> stampAt(SagaAddress saga, int position) {
    return connections.read(
        "reading a journal row",
        connection -> tables.journal().stampAt(connection, saga, position));
  }

  @Override
  public List<StoredEntry> journal(SagaAddress saga) {
    return connections.read(
        "reading a journal", connection -> tables.journal().of(connection, saga));
  }

  @Override
  public Map<Long, List<StoredEntry>> journals(Collection<SagaAddress> sagas) {
    return connections.read(
        "reading journals", connection -> tables.journal().of(connection, sagas));
  }

  @Override
  public Optional<SagaRow> find(UUID id) {
    return connections.read("finding a saga", connection -> tables.index().byId(connection, id));
  }

  @Override
  public Optional<SagaRow> find(String type, String key) {
    return connections.read(
        "finding a saga", connection -> tables.index().byKey(connection, type, key));
  }

  @Override
  public List<SagaRow> find(String type, Collection<String> keys) {
    return connections.read(
        "finding sagas", connection -> tables.index().byKeys(connection, type, keys));
  }

  @Override
  public List<SagaRow> byNumber(Collection<Long> numbers) {
    return connections.read(
        "reading sagas", connection -> tables.index().byNumbers(connection, numbers));
  }

  @Override
  public List<SagaRow> list(SagaFilter filter) {
    return connections.read("listing sagas", connection -> tables.index().list(connection, filter));
  }

  @Override
  public Map<SagaStatus, Long> countUnfinished() {
    return connections.read("counting sagas", tables.live()::count);
  }

  @Override
  public void savePlan(String hash, String outline) {
    connections.inOwnRepeatable(
        "keeping a plan", connection -> tables.plans().keep(connection, hash, outline));
  }

  @Override
  public Optional<String> plan(String hash) {
    return connections.read(
        "reading a plan", connection -> tables.plans().outline(connection, hash));
  }

  @Override
  public void audit(Audit row) {
    connections.inOwn(
        "keeping an audit row",
        connection -> {
          tables.audits().add(connection, row);
          return row;
        });
  }

  @Override
  public List<Audit> audits(UUID saga, int limit) {
    return connections.read(
        "reading audit rows", connection -> tables.audits().of(connection, saga, limit));
  }

  /** Read outside any transaction, because in some databases its clock stands still within one. */
  @Override
  public Instant now() {
    return connections.asKeeper("reading the clock", tables.nodes()::now);
  }

  @Override
  public void lockTimeout(Duration time) {
    connections.writers().lockTimeout(time);
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public LiveSagas live() {
    return live;
  }

  @Override
  public Mailbox mailbox() {
    return mailbox;
  }

  @Override
  public Exclusives exclusives() {
    return exclusives;
  }

  @Override
  public Retention retention() {
    return retention;
  }

  @Override
  public void close() {
    connections.close();
  }
}
