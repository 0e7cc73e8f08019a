package dev.amends.jdbc.connection;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Takes broken connections out of their pool. A pool tests only connections that were idle for a
 * while, and doesn't know every driver's way of saying that one is broken; left alone it would hand
 * out the same one again and again.
 */
final class Eviction {
  private static final boolean HIKARI_IS_THERE = isThere("com.zaxxer.hikari.HikariDataSource");

  private Eviction() {}

  /** Takes a connection, still open or not, out of its pool, if that is one that can be told. */
  static void evict(DataSource dataSource, Connection connection) throws SQLException {
    if (HIKARI_IS_THERE && dataSource.isWrapperFor(HikariDataSource.class)) {
      dataSource.unwrap(HikariDataSource.class).evictConnection(connection);
    }
  }

  private static boolean isThere(String className) {
    try {
      Class.forName(className, false, Eviction.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
