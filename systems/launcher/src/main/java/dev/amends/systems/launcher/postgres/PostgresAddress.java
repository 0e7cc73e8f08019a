package dev.amends.systems.launcher.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Where a PostgreSQL that the launcher started is reached, from this machine alone.
 *
 * @param port its port
 */
public record PostgresAddress(int port) {
  /** Its only user at first. Nobody asks for a password: it is for trying out, on one machine. */
  public static final String USER = "postgres";

  private static final String TIMEOUTS = "?connectTimeout=2&loginTimeout=5&socketTimeout=60";

  /** The JDBC URL of one of its databases. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Why it does not answer; empty if it does. */
  public Optional<SQLException> failure() {
    try (Connection connection = connect()) {
      return connection.isValid(2) ? Optional.empty() : Optional.of(new SQLException("not valid"));
    } catch (SQLException e) {
      return Optional.of(e);
    }
  }

  /** Makes a database where it is missing. Its name must need no quotes within quotes. */
  public void createDatabase(String name) throws SQLException {
    if (!name.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("The name of the database " + name + " isn't plain.");
    }
    try (Connection connection = connect()) {
      if (!exists(connection, name)) {
        try (Statement statement = connection.createStatement()) {
          statement.executeUpdate("CREATE DATABASE \"" + name + "\"");
        }
      }
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url("postgres") + TIMEOUTS, USER, "");
  }
}
