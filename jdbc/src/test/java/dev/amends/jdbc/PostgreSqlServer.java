package dev.amends.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.ds.PGSimpleDataSource;

/** One real PostgreSQL for all tests of the JVM; each test has a schema of its own. */
public final class PostgreSqlServer {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private PostgreSqlServer() {}

  /** Started with the first test that needs it; the library stops it with the JVM. */
  private static final class Started {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException thrown) {
        throw new UncheckedIOException(thrown);
      }
    }
  }

  /** Where it listens. */
  public static int port() {
    return Started.SERVER.getPort();
  }

  /** A new, empty schema. */
  public static String newSchema() {
    String schema = "t" + NUMBERS.incrementAndGet();
    try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException thrown) {
      throw new IllegalStateException(thrown);
    }
    return schema;
  }

  /** Removes a schema and all in it. */
  public static void dropSchema(String schema) {
    try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA %s CASCADE".formatted(schema));
    } catch (SQLException thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  /** A pool of connections to a schema, through that port. */
  public static HikariDataSource pool(String schema, int port) {
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setServerNames(new String[] {"localhost"});
    plain.setPortNumbers(new int[] {port});
    plain.setDatabaseName("postgres");
    plain.setUser("postgres");
    plain.setCurrentSchema(schema);
    plain.setSslMode("disable");
    plain.setGssEncMode("disable");
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(plain);
    pool.setMinimumIdle(0);
    pool.setMaximumPoolSize(30);
    return pool;
  }

  public static HikariDataSource pool(String schema) {
    return pool(schema, port());
  }
}
