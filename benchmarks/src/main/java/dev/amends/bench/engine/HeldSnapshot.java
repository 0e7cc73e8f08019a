package dev.amends.bench.engine;

import dev.amends.bench.database.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction that keeps its snapshot, as a long report does: no row version can be removed. */
record HeldSnapshot(Duration before) implements Surroundings {
  private static final Logger LOG = LoggerFactory.getLogger(HeldSnapshot.class);

  @Override
  public String name() {
    return "a snapshot held for " + before.toMinutes() + " min";
  }

  @Override
  public Ending prepare(Server server) throws SQLException {
    Connection connection = server.connect();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT count(*) FROM amends_saga");
    }
    return () -> end(connection);
  }

  private static void end(Connection connection) {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException gone) {
      LOG.warn("The snapshot was not held to the end", gone);
    }
  }
}
