package dev.amends.spring.web.idempotency;

import dev.amends.error.StoreUnavailableException;
import dev.amends.jdbc.connection.SqlWork;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.jdbc.dialect.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code amends_http_key}: one row a key. Every statement commits itself on a connection that is
 * borrowed for it alone; each change is guarded, so that no two statements have to go together.
 */
final class HttpKeyTable {
  /** Rows that one statement deletes at most. */
  static final int CHUNK = 1_000;

  private static final String INSERT =
      """
      INSERT INTO amends_http_key (scope, request, token, claimed_until, written_at)
      VALUES (?, ?, ?, {now+}, {now})
      """;

  /** By amends_http_key_pk. */
  private static final String FIND =
      "SELECT request, status, headers, body FROM amends_http_key WHERE scope = ?";

  /** By amends_http_key_pk. */
  private static final String CLAIM =
      """
      UPDATE amends_http_key
      SET token = ?, claimed_until = {now+}
      WHERE scope = ? AND request = ? AND status IS NULL
        AND (token IS NULL OR claimed_until < {now})
      """;

  /** By amends_http_key_pk. */
  private static final String RELEASE =
      "UPDATE amends_http_key SET token = NULL WHERE scope = ? AND token = ?";

  /** By amends_http_key_pk. */
  private static final String FINISH =
      """
      UPDATE amends_http_key
      SET token = NULL, status = ?, headers = ?, body = ?
      WHERE scope = ? AND token = ?
      """;

  /** By amends_http_key_age. */
  private static final String DELETE =
      """
      DELETE FROM amends_http_key WHERE scope IN (
        SELECT scope FROM amends_http_key WHERE written_at < {now+}
        ORDER BY written_at FETCH FIRST %d ROWS ONLY)
      """
          .formatted(CHUNK);

  /**
   * A row.
   *
   * @param request digest of the request that took the key
   * @param answer its final answer, null while there is none
   */
  record Row(String request, @Nullable StoredAnswer answer) {}

  private final DataSource dataSource;
  private final Supplier<Dialect> dialect;

  HttpKeyTable(DataSource dataSource, Supplier<Dialect> dialect) {
    this.dataSource = dataSource;
    this.dialect = dialect;
  }

  /** Takes a key that nobody has used. */
  boolean insert(String scope, String request, UUID token, Duration claim) {
    return with(
        (sql, connection) ->
            sql.insertUnlessTaken(
                connection, INSERT, "scope", scope, request, token, micros(claim)));
  }

  Optional<Row> find(String scope) {
    return with((sql, connection) -> sql.first(connection, FIND, HttpKeyTable::row, scope));
  }

  /** Takes a key that was used by the same request and that nobody works on. */
  boolean claim(String scope, String request, UUID token, Duration claim) {
    return with(
        (sql, connection) ->
            sql.update(connection, CLAIM, token, micros(claim), scope, request) == 1);
  }

  /** Lets go without a final answer. */
  void release(String scope, UUID token) {
    with((sql, connection) -> sql.update(connection, RELEASE, scope, token));
  }

  /**
   * Keeps the final answer.
   *
   * @return false when another request has taken the key meanwhile
   */
  boolean finish(String scope, UUID token, StoredAnswer answer) {
    return with(
        (sql, connection) ->
            sql.update(
                    connection,
                    FINISH,
                    answer.status(),
                    answer.headerLines(),
                    answer.body(),
                    scope,
                    token)
                == 1);
  }

  /** Deletes some of the rows that are older. */
  int deleteOlder(Duration age) {
    return with((sql, connection) -> sql.update(connection, DELETE, micros(age.negated())));
  }

  private static long micros(Duration time) {
    return Math.addExact(Math.multiplyExact(time.getSeconds(), 1_000_000L), time.getNano() / 1_000);
  }

  private static Row row(ResultSet result) throws SQLException {
    int status = result.getInt(2);
    if (result.wasNull()) {
      return new Row(result.getString(1), null);
    }
    byte[] body = result.getBytes(4);
    return new Row(
        result.getString(1),
        new StoredAnswer(
            status, StoredAnswer.headers(result.getString(3)), body == null ? new byte[0] : body));
  }

  private interface Work<T> {
    T on(Sql sql, Connection connection) throws SQLException;
  }

  private <T> T with(Work<T> work) {
    Sql sql = new Sql(dialect.get());
    SqlWork<T> statement = connection -> work.on(sql, connection);
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(true);
      try {
        return statement.on(connection);
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException thrown) {
      throw new StoreUnavailableException(
          "The keys of HTTP requests cannot be read or written: %s.".formatted(thrown.getMessage()),
          thrown);
    }
  }
}
