package dev.amends.jdbc.connection;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Something done with a connection, which is given back afterwards.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface SqlWork<T extends @Nullable Object> {
  /** Does it; never keeps the connection. */
  T on(Connection connection) throws SQLException;
}
