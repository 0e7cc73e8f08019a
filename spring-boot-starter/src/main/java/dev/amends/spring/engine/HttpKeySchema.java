package dev.amends.spring.engine;

import dev.amends.error.StoreUnavailableException;
import dev.amends.jdbc.connection.Dialects;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.spring.failure.MisconfiguredException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/**
 * The table of the HTTP endpoints' keys, from the second script of the bundled migrations. Its
 * statements do nothing where the table is there, so that it does not matter who runs them.
 */
final class HttpKeySchema {
  private static final String FOLDER = "/dev/amends/jdbc/migrations/";
  private static final String SCRIPT = "/V2__http_keys.sql";

  /** Two nodes that create the same table at once get into each other's way, once. */
  private static final int MAX_TRIES = 3;

  private HttpKeySchema() {}

  static void create(DataSource dataSource, Dialect dialect) {
    List<String> statements = statements(dialect.vendor());
    for (int tries = 1; ; tries++) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(true);
        for (String sql : statements) {
          statement.execute(sql);
        }
        return;
      } catch (SQLException thrown) {
        if (dialect.fault(thrown).isTransient()) {
          throw new StoreUnavailableException(
              "The table of HTTP keys could not be created now: " + thrown.getMessage(), thrown);
        }
        if (tries == MAX_TRIES) {
          throw new MisconfiguredException(
              "The table of HTTP keys could not be created (SQLSTATE %s): %s."
                  .formatted(thrown.getSQLState(), thrown.getMessage()),
              "Let the engine's user create tables, or run the scripts under %s by hand and set amends.schema.migrate=false."
                  .formatted(FOLDER));
        }
      }
    }
  }

  private static List<String> statements(String vendor) {
    String file = FOLDER + vendor + SCRIPT;
    try (InputStream in = Dialects.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The library lacks its resource " + file);
      }
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String plain = sql.replaceAll("(?m)^--.*$", "");
      return Arrays.stream(plain.split(";"))
          .map(String::strip)
          .filter(each -> !each.isEmpty())
          .toList();
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }
}
