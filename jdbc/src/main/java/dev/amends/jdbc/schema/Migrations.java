package dev.amends.jdbc.schema;

import dev.amends.jdbc.connection.Dialects;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.jdbc.dialect.OwnSettings;
import dev.amends.jdbc.dialect.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema up to date. The scripts are resources under {@code dev/amends/jdbc/migrations},
 * plain enough for Flyway; this runner is for applications without it. Any number of nodes may run
 * it at once.
 */
public final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private final DataSource dataSource;
  private final Dialect dialect;
  private final SchemaTable table;
  private final SchemaLock lock;
  private final JournalPartitions partitions;
  private final List<Migration> migrations;

  private Migrations(DataSource dataSource) {
    this.dataSource = dataSource;
    this.dialect = Dialects.of(dataSource);
    Sql sql = new Sql(dialect);
    this.table = new SchemaTable(sql);
    this.lock = new SchemaLock(sql);
    this.partitions = new JournalPartitions(sql);
    this.migrations = Migration.of(dialect.vendor());
  }

  /**
   * Runs the migrations that are missing.
   *
   * @return how many were run
   * @throws dev.amends.error.StoreUnavailableException if the database cannot be reached
   * @throws SchemaException if a migration fails, or one that was run before has changed since
   */
  public static int run(DataSource dataSource) {
    Migrations migrations = new Migrations(dataSource);
    try {
      return migrations.dialect.transactionalSchema()
          ? migrations.runWhole()
          : migrations.runStepwise();
    } catch (SQLException thrown) {
      throw failure("The schema could not be migrated", thrown);
    }
  }

  /**
   * Checks that the schema is the one of this version, or a newer one, which may only have more.
   *
   * @throws SchemaException if it is not
   */
  public static void validate(DataSource dataSource) {
    Migrations migrations = new Migrations(dataSource);
    try (Connection connection = dataSource.getConnection()) {
      List<Migration> missing = migrations.missing(migrations.table.applied(connection));
      if (!missing.isEmpty()) {
        throw new SchemaException(
            "The schema lacks %s. Run Migrations.run(dataSource) first."
                .formatted(missing.get(0).script()),
            null);
      }
    } catch (SQLException thrown) {
      throw failure("The schema could not be read", thrown);
    }
  }

  private static SchemaException failure(String what, SQLException thrown) {
    return new SchemaException(
        "%s (SQLSTATE %s): %s".formatted(what, thrown.getSQLState(), thrown.getMessage()), thrown);
  }

  /** Everything, the lock too, in one transaction. */
  private int runWhole() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        lock.inTransaction(connection);
        int run = apply(connection);
        if (dialect.splitsJournal()) {
          partitions.makeAhead(connection);
        }
        connection.commit();
        return run;
      } catch (SQLException | RuntimeException thrown) {
        connection.rollback();
        throw thrown;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** Step by step under the lock of a second connection; the scripts may run again. */
  private int runStepwise() throws SQLException {
    try (Connection second = dataSource.getConnection()) {
      second.setAutoCommit(true);
      OwnSettings own = dialect.ownSettings(second);
      try {
        lock.onRow(second);
        try (Connection connection = dataSource.getConnection()) {
          return apply(connection);
        }
      } finally {
        second.rollback();
        second.setAutoCommit(true);
        own.restore(second);
      }
    }
  }

  private int apply(Connection connection) throws SQLException {
    table.create(connection);
    List<Migration> missing = missing(table.applied(connection));
    for (Migration migration : missing) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : migration.statements()) {
          statement.execute(sql);
        }
      }
      table.add(connection, migration);
      LOG.info("Amends schema: {} is in", migration.script());
    }
    return missing.size();
  }

  private List<Migration> missing(Map<Integer, String> applied) {
    int newest = migrations.get(migrations.size() - 1).version();
    for (int version : applied.keySet()) {
      if (version > newest) {
        LOG.warn(
            "The Amends schema has version {}, this library knows {}: a newer one has been here",
            version,
            newest);
      }
    }
    for (Migration migration : migrations) {
      String checksum = applied.get(migration.version());
      if (checksum != null && !checksum.equals(migration.checksum())) {
        throw new SchemaException(
            "%s has changed since it was run (checksum %s then, %s now). A migration is never edited: put it back and add a new one."
                .formatted(migration.script(), checksum, migration.checksum()),
            null);
      }
    }
    return migrations.stream().filter(each -> !applied.containsKey(each.version())).toList();
  }
}
