package dev.amends.jdbc.connection;

import dev.amends.jdbc.dialect.Dialect;
import dev.amends.jdbc.dialect.Fault;
import dev.amends.jdbc.dialect.OwnSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few connections that the engine keeps for one duty, so that a pool full of business work never
 * stops it. Opened when first needed, opened again when broken. Each is used by one thread at a
 * time; who finds none free waits in line. Safe for many threads.
 */
public final class KeptConnections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptConnections.class);

  /** How long a transaction may stay idle before the server ends it. */
  private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(10);

  private final String duty;
  private final ConnectionSource source;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Slot> slots = new ConcurrentLinkedDeque<>();
  private final int size;
  private volatile Duration lockTimeout;
  private volatile boolean closed;

  KeptConnections(String duty, int size, Duration lockTimeout, ConnectionSource source) {
    this.duty = duty;
    this.size = size;
    this.source = source;
    this.lockTimeout = lockTimeout;
    this.free = new Semaphore(size, true);
    for (int i = 0; i < size; i++) {
      slots.add(new Slot());
    }
  }

  /** The dialect of the database. */
  public Dialect dialect() {
    return source.dialect();
  }

  /** Sets how long transactions that begin from now on wait for a lock. */
  public void lockTimeout(Duration time) {
    this.lockTimeout = time;
  }

  /** Does work whose statements each commit themselves. */
  public <T> T withAutoCommit(SqlWork<T> work) throws SQLException {
    return lend(true, work);
  }

  /**
   * Does work in one transaction and commits it; rolls back what throws.
   *
   * @throws LostCommitException if nobody knows whether it was committed
   */
  public <T> T inTransaction(SqlWork<T> work) throws SQLException {
    return lend(
        false,
        connection -> {
          T value = work.on(connection);
          Endings.commit(connection, dialect());
          return value;
        });
  }

  /**
   * Does work in one transaction; commits it when the work says true, else rolls it back.
   *
   * @return what the work said
   * @throws LostCommitException if nobody knows whether it was committed
   */
  public boolean commitIf(SqlWork<Boolean> work) throws SQLException {
    return lend(
        false,
        connection -> {
          boolean good = work.on(connection);
          if (good) {
            Endings.commit(connection, dialect());
          } else {
            connection.rollback();
          }
          return good;
        });
  }

  private <T> T lend(boolean autoCommit, SqlWork<T> work) throws SQLException {
    free.acquireUninterruptibly();
    Slot slot = slots.removeFirst();
    try {
      return slot.use(autoCommit, work);
    } finally {
      slots.addFirst(slot);
      free.release();
    }
  }

  /** Waits for the work in hand and gives the connections back for good. */
  @Override
  public void close() {
    closed = true;
    rest();
  }

  /** Waits for the work in hand and gives the connections back until they are needed again. */
  public void rest() {
    free.acquireUninterruptibly(size);
    slots.forEach(Slot::giveBack);
    free.release(size);
  }

  /** One connection; belongs to the thread that has taken it from the deque. */
  private final class Slot {
    private @Nullable Connection connection;
    private @Nullable OwnSettings own;
    private int ownNetworkTimeout;
    private Duration applied = lockTimeout;

    <T> T use(boolean autoCommit, SqlWork<T> work) throws SQLException {
      Connection open = open(autoCommit);
      try {
        return work.on(open);
      } catch (SQLException | RuntimeException | Error thrown) {
        if (!usableAfter(open, autoCommit, thrown)) {
          discard(open);
        }
        throw thrown;
      }
    }

    private boolean usableAfter(Connection open, boolean autoCommit, Throwable thrown) {
      if (thrown instanceof LostCommitException) {
        return false;
      }
      boolean rolledBack = autoCommit || Endings.rollback(open, thrown);
      if (!(thrown instanceof SQLException sql)) {
        return rolledBack;
      }
      Fault fault = dialect().fault(sql);
      return rolledBack && !fault.isOfConnection();
    }

    private Connection open(boolean autoCommit) throws SQLException {
      if (closed) {
        throw new NoConnectionException("The store is closed");
      }
      try {
        Connection open = connection == null ? connect() : connection;
        apply(open);
        open.setAutoCommit(autoCommit);
        return open;
      } catch (SQLException thrown) {
        if (connection != null) {
          discard(connection);
        }
        throw new NoConnectionException(thrown);
      }
    }

    private Connection connect() throws SQLException {
      Connection open = source.open();
      connection = open;
      Duration wanted = lockTimeout;
      ownNetworkTimeout = source.limit(open);
      own = dialect().ownSettings(open);
      dialect().keep(open, wanted, IDLE_IN_TRANSACTION);
      applied = wanted;
      LOG.debug("Connection for {} opened", duty);
      return open;
    }

    private void apply(Connection open) throws SQLException {
      Duration wanted = lockTimeout;
      if (!wanted.equals(applied)) {
        open.setAutoCommit(true);
        dialect().lockTimeout(open, wanted);
        applied = wanted;
      }
    }

    private void discard(Connection open) {
      connection = null;
      source.discard(open);
    }

    private void giveBack() {
      Connection open = connection;
      if (open == null) {
        return;
      }
      connection = null;
      try {
        open.setAutoCommit(true);
        if (own != null) {
          own.restore(open);
        }
        source.giveBack(open, ownNetworkTimeout);
      } catch (SQLException | RuntimeException thrown) {
        LOG.debug("Connection for {} could not be given back", duty, thrown);
        source.discard(open);
      }
    }
  }
}
