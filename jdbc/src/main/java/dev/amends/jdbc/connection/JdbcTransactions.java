package dev.amends.jdbc.connection;

import dev.amends.error.StoreUnavailableException;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.spi.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions for use without a framework: a connection is bound to the thread while work runs.
 * Local steps get it from {@link #connection}. Safe for many threads.
 */
public final class JdbcTransactions implements Transactions, CurrentConnection {
  private final DataSource dataSource;
  private final Dialect dialect;
  private final TransientFailures transientFailures;

  /** The innermost transaction of the thread; one field a data source, so it cannot be static. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable BoundTransaction> bound = new ThreadLocal<>();

  private JdbcTransactions(DataSource dataSource, Dialect dialect) {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.transientFailures = new TransientFailures(dialect);
  }

  /**
   * Transactions on a data source.
   *
   * @throws StoreUnavailableException if the database cannot be reached
   */
  public static JdbcTransactions on(DataSource dataSource) {
    return new JdbcTransactions(dataSource, Dialects.of(dataSource));
  }

  /**
   * The connection of the current transaction. Closing it does nothing; committing it or rolling it
   * back is refused.
   *
   * @throws IllegalStateException outside a transaction
   */
  public Connection connection() {
    return BoundConnection.of(current().connection());
  }

  @Override
  public boolean active() {
    return bound.get() != null;
  }

  @Override
  public boolean connectionBound() {
    return active();
  }

  @Override
  public boolean present() {
    BoundTransaction transaction = bound.get();
    return transaction != null && transaction.open();
  }

  @Override
  public <T> T with(SqlWork<T> work) throws SQLException {
    return work.on(current().connection());
  }

  /**
   * {@inheritDoc} A transaction that the thread is in already is set aside meanwhile. What a commit
   * throws that definitely failed comes out as it is.
   */
  @Override
  public <T> T inNew(Callable<T> work) throws Exception {
    BoundTransaction outer = bound.get();
    BoundTransaction transaction = new BoundTransaction(begin(), dialect);
    bound.set(transaction);
    try {
      return transaction.run(work);
    } finally {
      if (outer == null) {
        bound.remove();
      } else {
        bound.set(outer);
      }
    }
  }

  private Connection begin() {
    try {
      Connection connection = dataSource.getConnection();
      try {
        connection.setAutoCommit(false);
        return connection;
      } catch (SQLException thrown) {
        connection.close();
        throw thrown;
      }
    } catch (SQLException thrown) {
      throw new StoreUnavailableException(
          "No connection for a transaction: %s. Nothing was done.".formatted(thrown.getMessage()),
          thrown);
    }
  }

  /** Does nothing: plain JDBC holds nothing back. */
  @Override
  public void flush() {}

  @Override
  public void onCompletion(Completion completion) {
    current().tell(completion);
  }

  @Override
  public boolean transientFailure(Throwable thrown) {
    return transientFailures.holds(thrown);
  }

  private BoundTransaction current() {
    BoundTransaction transaction = bound.get();
    if (transaction == null || !transaction.open()) {
      throw new IllegalStateException(
          "No transaction runs on this thread. Run the work within inNew(...).");
    }
    return transaction;
  }
}
