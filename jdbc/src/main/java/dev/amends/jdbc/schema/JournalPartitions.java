package dev.amends.jdbc.schema;

import dev.amends.jdbc.dialect.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's partitions, one a bucket, made some days ahead. A bucket without one goes to the
 * partition for all others, where its rows are deleted one by one when their time has come.
 */
public final class JournalPartitions {
  private static final Logger log = LoggerFactory.getLogger(JournalPartitions.class);
  private static final int DAYS_AHEAD = 3;
  private static final int LOCK_MILLIS = 200;

  private static final String TODAY =
      "SELECT CAST(floor(extract(epoch FROM {now}) / 86400) AS integer)";

  /** Buckets that have a partition. */
  private static final String THERE =
      """
      SELECT CAST(substring(c.relname FROM 'amends_journal_([0-9]+)$') AS integer)
      FROM pg_inherits i
      JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = to_regclass('amends_journal') AND c.relname ~ 'amends_journal_[0-9]+$'
      """;

  private final Sql sql;

  public JournalPartitions(Sql sql) {
    this.sql = sql;
  }

  /**
   * Makes those of today and the next days that are not there, within the transaction of the
   * connection. One that cannot be made now, because somebody has the journal locked for long, or
   * its rows are in the partition for others already, is left out.
   */
  public void makeAhead(Connection connection) throws SQLException {
    int today = sql.first(connection, TODAY, result -> result.getInt(1)).orElseThrow();
    Set<Integer> there = there(connection);
    for (int bucket = today; bucket <= today + DAYS_AHEAD; bucket++) {
      if (!there.contains(bucket)) {
        tryToMake(connection, bucket);
      }
    }
  }

  private static void tryToMake(Connection connection, int bucket) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      execute(connection, "SET LOCAL lock_timeout = " + LOCK_MILLIS);
      execute(
          connection,
          "CREATE TABLE %s PARTITION OF amends_journal FOR VALUES FROM (%d) TO (%d)"
              .formatted(name(bucket), bucket, bucket + 1));
    } catch (SQLException notNow) {
      connection.rollback(before);
      log.warn(
          "The journal has no partition for {}; its rows go to the one for others, from which they are removed more slowly: {}",
          LocalDate.ofEpochDay(bucket),
          notNow.getSQLState());
    }
  }

  /** Whether that bucket has a partition of its own. */
  public boolean has(Connection connection, int bucket) throws SQLException {
    return there(connection).contains(bucket);
  }

  /** Removes a bucket's partition and all that is in it. */
  public void drop(Connection connection, int bucket) throws SQLException {
    execute(connection, "DROP TABLE IF EXISTS " + name(bucket));
  }

  private Set<Integer> there(Connection connection) throws SQLException {
    return new TreeSet<>(sql.list(connection, THERE, result -> result.getInt(1)));
  }

  private static String name(int bucket) {
    return "amends_journal_" + bucket;
  }

  private static void execute(Connection connection, String ddl) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(ddl);
    }
  }
}
