package dev.amends.jdbc.connection;

import java.sql.SQLException;

/**
 * The connection of the transaction that runs on the calling thread. {@link JdbcTransactions} is
 * one for plain JDBC; a framework brings its own.
 */
public interface CurrentConnection {
  /** Whether a transaction runs on the calling thread and still takes statements. */
  boolean present();

  /**
   * Does work on the connection of the current transaction. Neither commits nor closes it.
   *
   * @throws IllegalStateException if there is no transaction
   */
  <T> T with(SqlWork<T> work) throws SQLException;
}
