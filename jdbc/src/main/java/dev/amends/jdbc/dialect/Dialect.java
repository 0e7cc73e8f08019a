package dev.amends.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of database differs from the others. Immutable.
 *
 * <p>Statements are written for all databases, with places in braces for what differs: {@code
 * {now}} is the database's clock, {@code {begun}} the same when the transaction began; {@code
 * {now+}} and {@code {begun+}} add a parameter of microseconds; {@link Among#PLACE} compares with a
 * parameter of several values.
 */
public sealed interface Dialect permits PostgreSqlDialect, H2Dialect {
  /** The dialect of the database at the other end. */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product) {
      case "PostgreSQL" -> new PostgreSqlDialect();
      case "H2" -> new H2Dialect();
      default -> throw new UnsupportedDatabaseException(product, "PostgreSQL and H2");
    };
  }

  /** Name of the folder of its migrations, as Flyway calls the vendor. */
  String vendor();

  /** What an exception of this database means. */
  Fault fault(SQLException thrown);

  /**
   * Whether an exception from a commit is the server's definite word that it was refused; else the
   * commit may have happened.
   */
  boolean refusedCommit(SQLException thrown);

  /** The statement with its places filled in, those of {@link Among} excepted. */
  String complete(String sql);

  /** An expression for the next value of a sequence. */
  String nextValue(String sequence);

  /** The comparison that stands for {@link Among#PLACE}. */
  String among(int size);

  /**
   * Sets the parameters of an {@link Among}.
   *
   * @return the index after them
   */
  int bindAmong(PreparedStatement statement, int index, Among among) throws SQLException;

  /** Sets one parameter: numbers, texts, UUIDs, instants, bytes, or null. */
  void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException;

  /**
   * The insert as one that inserts nothing, or throws {@link Fault#DUPLICATE} without harm to the
   * transaction, when the key over these columns is taken.
   */
  String unlessTaken(String insert, String columns);

  /**
   * Runs the statements in order within the transaction of the connection.
   *
   * @return the number of rows each of them touched
   */
  int[] run(Connection connection, List<BulkRows> statements) throws SQLException;

  /** Whether {@link #run} sends one statement with all its rows as one, so that it is atomic. */
  boolean wholeSets();

  /** Whether {@code FOR UPDATE SKIP LOCKED} is there and locks. */
  boolean skipsLocked();

  /** Whether the journal is split by bucket, so that an old bucket is dropped as a whole. */
  boolean splitsJournal();

  /** Whether changes of the schema are part of a transaction. */
  boolean transactionalSchema();

  /** Fits a connection out that the engine keeps for itself. */
  void keep(Connection connection, Duration lockTimeout, Duration idleInTransaction)
      throws SQLException;

  /** Changes how long a kept connection waits for locks. */
  void lockTimeout(Connection connection, Duration lockTimeout) throws SQLException;

  /** What {@link #keep} is going to change, to be restored when the connection goes back. */
  OwnSettings ownSettings(Connection connection) throws SQLException;
}
