package dev.amends.jdbc.connection;

import dev.amends.jdbc.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/** How a transaction ends. */
final class Endings {
  private Endings() {}

  /**
   * Commits.
   *
   * @throws LostCommitException if nobody knows whether it did
   * @throws SQLException if it definitely did not
   */
  static void commit(Connection connection, Dialect dialect) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException thrown) {
      throw dialect.refusedCommit(thrown) ? thrown : new LostCommitException(thrown);
    }
  }

  /**
   * Rolls back; what goes wrong with that is added to the reason.
   *
   * @return whether the connection can still be used
   */
  static boolean rollback(Connection connection, Throwable reason) {
    try {
      connection.rollback();
      return true;
    } catch (SQLException | RuntimeException second) {
      reason.addSuppressed(second);
      return false;
    }
  }
}
