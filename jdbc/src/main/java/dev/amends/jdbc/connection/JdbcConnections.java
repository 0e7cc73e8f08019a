package dev.amends.jdbc.connection;

import dev.amends.jdbc.dialect.Dialect;
import dev.amends.jdbc.dialect.Fault;
import dev.amends.jdbc.dialect.Sql;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Where the store's connections come from. It keeps one or two for the journal's writer, one for
 * the lease keeper and one, the desk, for the engine's other own transactions, each from its first
 * use on. Removal has one now and then. Reads borrow one. Nothing that is called within a
 * transaction borrows a second connection. Safe for many threads.
 */
public final class JdbcConnections implements AutoCloseable {
  /** How long the journal's writer waits for a lock unless told otherwise. */
  public static final Duration WRITER_LOCK_TIMEOUT = Duration.ofMillis(75);

  /** How long adoptions and other own transactions wait for a lock. */
  public static final Duration DESK_LOCK_TIMEOUT = Duration.ofSeconds(1);

  /** How long removal waits for a lock: it can be done later. */
  public static final Duration REMOVAL_LOCK_TIMEOUT = Duration.ofMillis(50);

  /** Most connections of the journal's writer. */
  public static final int MAX_WRITERS = 2;

  private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(30);

  /** Short, because a lease runs out while its renewal waits. */
  private static final Duration KEEPER_NETWORK_TIMEOUT = Duration.ofSeconds(5);

  private final ConnectionSource source;
  private final CurrentConnection current;
  private final KeptConnections writers;
  private final KeptConnections keeper;
  private final KeptConnections desk;
  private final KeptConnections removal;
  private final Sql sql;
  private final Failures failures;

  private JdbcConnections(
      DataSource dataSource, CurrentConnection current, Dialect dialect, int writers) {
    this.source = new ConnectionSource(dataSource, dialect, NETWORK_TIMEOUT);
    this.current = current;
    this.sql = new Sql(dialect);
    this.failures = new Failures(dialect);
    this.writers = new KeptConnections("the journal", writers, WRITER_LOCK_TIMEOUT, source);
    this.desk = new KeptConnections("adoptions", 1, DESK_LOCK_TIMEOUT, source);
    this.removal = new KeptConnections("removal", 1, REMOVAL_LOCK_TIMEOUT, source);
    this.keeper =
        new KeptConnections(
            "the lease",
            1,
            DESK_LOCK_TIMEOUT,
            new ConnectionSource(dataSource, dialect, KEEPER_NETWORK_TIMEOUT));
  }

  /**
   * Connections of a data source, which is asked what database it is.
   *
   * @param current the transactions that callers' work runs in
   * @param writers 1 or 2
   * @throws dev.amends.error.StoreUnavailableException if the database cannot be reached
   * @throws dev.amends.jdbc.dialect.UnsupportedDatabaseException if it is an unknown one
   */
  public static JdbcConnections of(DataSource dataSource, CurrentConnection current, int writers) {
    if (writers < 1 || writers > MAX_WRITERS) {
      throw new IllegalArgumentException("writers must be 1 to 2, got " + writers);
    }
    return new JdbcConnections(dataSource, current, Dialects.of(dataSource), writers);
  }

  /** The dialect of the database. */
  public Dialect dialect() {
    return source.dialect();
  }

  /** Statements in that dialect. */
  public Sql sql() {
    return sql;
  }

  /** Kept for the journal's writer. */
  public KeptConnections writers() {
    return writers;
  }

  /** Kept for the lease and nothing else. */
  public KeptConnections keeper() {
    return keeper;
  }

  /** Kept for adoptions, polls and the engine's other own transactions. */
  public KeptConnections desk() {
    return desk;
  }

  /** Whether the calling thread is within a transaction. */
  public boolean inTransaction() {
    return current.present();
  }

  /**
   * Reads what is committed. Within a transaction, where a second connection must not be borrowed,
   * on the desk's.
   */
  public <T> T read(String doing, SqlWork<T> work) {
    return current.present() ? atDesk(doing, work) : translating(doing, () -> source.lend(work));
  }

  /** Works in the current transaction. */
  public <T> T joined(String doing, SqlWork<T> work) {
    return translating(doing, () -> current.with(work));
  }

  /** Works on the desk, each statement committing itself. */
  public <T> T atDesk(String doing, SqlWork<T> work) {
    return translating(doing, () -> desk.withAutoCommit(work));
  }

  /** Works in an own transaction on the desk's connection. */
  public <T> T inOwn(String doing, SqlWork<T> work) {
    return translating(doing, () -> desk.inTransaction(work));
  }

  /** The same for work that may simply be done again when the answer to its commit was lost. */
  public <T> T inOwnRepeatable(String doing, SqlWork<T> work) {
    return repeatable(doing, desk, work);
  }

  /** The same on the connection of removal. */
  public <T> T inRemoval(String doing, SqlWork<T> work) {
    return repeatable(doing, removal, work);
  }

  /** Gives the connection of removal back until it is needed again. */
  public void restRemoval() {
    removal.rest();
  }

  private <T> T repeatable(String doing, KeptConnections kept, SqlWork<T> work) {
    return translating(
        doing,
        () -> {
          try {
            return kept.inTransaction(work);
          } catch (LostCommitException lost) {
            throw failures.unavailable(doing, lost);
          }
        });
  }

  /** Works on the keeper's connection, each statement committing itself. */
  public <T> T asKeeper(String doing, SqlWork<T> work) {
    return translating(doing, () -> keeper.withAutoCommit(work));
  }

  /** Works in an own transaction on the keeper's connection. */
  public <T> T inKeepers(String doing, SqlWork<T> work) {
    return translating(doing, () -> keeper.inTransaction(work));
  }

  /** What an exception of the database means. */
  public Fault fault(SQLException thrown) {
    return dialect().fault(thrown);
  }

  private interface Attempt<T> {
    T run() throws SQLException;
  }

  private <T> T translating(String doing, Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (SQLException thrown) {
      throw failures.of(doing, thrown);
    }
  }

  /** Gives back all kept connections, each after the work in hand. */
  @Override
  public void close() {
    writers.close();
    desk.close();
    removal.close();
    keeper.close();
  }
}
