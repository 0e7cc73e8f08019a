package dev.amends.bench.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL: one of our own with fsync on, or the one of {@code AMENDS_DB_URL}. */
public final class Server implements AutoCloseable {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "shared_buffers", "512MB",
          "max_wal_size", "8GB",
          "checkpoint_timeout", "15min",
          "max_connections", "200");

  private final @Nullable EmbeddedPostgres own;
  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;

  private Server(
      @Nullable EmbeddedPostgres own,
      String url,
      @Nullable String user,
      @Nullable String password) {
    this.own = own;
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** The one of the environment, or else one that is started now. */
  public static Server open() throws IOException {
    String url = System.getenv("AMENDS_DB_URL");
    if (url != null && !url.isBlank()) {
      return new Server(
          null, url, System.getenv("AMENDS_DB_USER"), System.getenv("AMENDS_DB_PASSWORD"));
    }
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60));
    SETTINGS.forEach(builder::setServerConfig);
    EmbeddedPostgres started = builder.start();
    return new Server(started, started.getJdbcUrl("postgres", "postgres"), "postgres", null);
  }

  /** A pool of so many connections. */
  public HikariDataSource pool(int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(60_000);
    return new HikariDataSource(config);
  }

  /** A connection of its own. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** Runs statements one after the other, each in a transaction of its own. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** The first column of the first row. */
  public String ask(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return String.valueOf(result.getString(1));
    }
  }

  /** Removes all tables of Amends and of the load. */
  public void empty() throws SQLException {
    execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
  }

  /** Version and what matters of the settings, for the report. */
  public String description() throws SQLException {
    return "PostgreSQL %s, fsync %s, synchronous_commit %s, full_page_writes %s, shared_buffers %s"
        .formatted(
            ask("SHOW server_version"),
            ask("SHOW fsync"),
            ask("SHOW synchronous_commit"),
            ask("SHOW full_page_writes"),
            ask("SHOW shared_buffers"));
  }

  /** What it has done until now. */
  public ServerCounts counts() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
                       pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint,
                       current_setting('data_directory')
                """)) {
      result.next();
      return new ServerCounts(
          result.getLong(1), result.getLong(2), ServerCpu.nanos(Path.of(result.getString(3))));
    }
  }

  @Override
  public void close() throws IOException {
    if (own != null) {
      own.close();
    }
  }
}
