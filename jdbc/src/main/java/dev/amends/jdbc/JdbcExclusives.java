package dev.amends.jdbc;

import dev.amends.jdbc.connection.JdbcConnections;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Exclusives;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Exclusive keys taken and waited for; they are handed on by the append that ends their holder. */
final class JdbcExclusives implements Exclusives {
  /** How often a key may become free between finding it taken and locking it. */
  private static final int MAX_TRIES = 10;

  private final JdbcConnections connections;
  private final LiveTable live;
  private final ExclusiveTable exclusives;

  JdbcExclusives(JdbcConnections connections, Tables tables) {
    this.connections = connections;
    this.live = tables.live();
    this.exclusives = tables.exclusives();
  }

  @Override
  public boolean acquire(String key, SagaAddress saga) {
    return connections.inOwnRepeatable(
        "taking an exclusive key", connection -> acquire(connection, key, saga));
  }

  private boolean acquire(Connection connection, String key, SagaAddress saga) throws SQLException {
    // A former owner may ask for a saga that has ended: its place would never be given up.
    if (!live.lock(connection, saga)) {
      return false;
    }
    for (int i = 0; i < MAX_TRIES; i++) {
      if (exclusives.take(connection, key, saga)) {
        return true;
      }
      Optional<SagaAddress> holder = exclusives.lock(connection, key);
      if (holder.isPresent()) {
        if (holder.get().equals(saga)) {
          return true;
        }
        exclusives.queue(connection, key, saga);
        return false;
      }
    }
    throw new SQLException("An exclusive key changed hands all the time", "40001");
  }

  @Override
  public Optional<SagaAddress> holder(String key) {
    return connections.read(
        "reading an exclusive key", connection -> exclusives.holder(connection, key));
  }
}
