package dev.amends.jdbc.connection;

import dev.amends.jdbc.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections from a data source and gives them back. */
final class ConnectionSource {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionSource.class);

  private final DataSource dataSource;
  private final Dialect dialect;
  private final Duration networkTimeout;

  ConnectionSource(DataSource dataSource, Dialect dialect, Duration networkTimeout) {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.networkTimeout = networkTimeout;
  }

  Dialect dialect() {
    return dialect;
  }

  /** A connection to keep. */
  Connection open() throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      connection.setAutoCommit(true);
      return connection;
    } catch (SQLException | RuntimeException thrown) {
      discard(connection);
      throw thrown;
    }
  }

  /** A connection for one piece of work whose statements each commit themselves. */
  <T> T lend(SqlWork<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      if (!autoCommit) {
        connection.setAutoCommit(true);
      }
      try {
        return work.on(connection);
      } finally {
        if (!autoCommit) {
          connection.setAutoCommit(false);
        }
      }
    }
  }

  /**
   * From now on, an answer that does not come within the network time-out breaks the connection.
   *
   * @return the network time-out that it had
   */
  int limit(Connection connection) throws SQLException {
    int before = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, (int) networkTimeout.toMillis());
    return before;
  }

  void giveBack(Connection connection, int ownNetworkTimeout) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, ownNetworkTimeout);
    connection.close();
  }

  /** Closes a connection in any state, and sees to it that nobody gets it again. */
  void discard(Connection connection) {
    try {
      connection.abort(Runnable::run);
      Eviction.evict(dataSource, connection);
      connection.close();
    } catch (SQLException | RuntimeException thrown) {
      LOG.debug("Closing a broken connection failed", thrown);
    }
  }
}
