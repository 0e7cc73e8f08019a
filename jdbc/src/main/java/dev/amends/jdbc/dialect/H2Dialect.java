package dev.amends.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** H2 2.4 and newer. */
record H2Dialect() implements Dialect {
  /** H2's own time-out for locks, which a connection gets back. */
  private static final String OWN_SETTINGS =
      """
      SELECT 'SET LOCK_TIMEOUT ' || LOCK_TIMEOUT()
        || '; SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL ' || isolation_level
      FROM information_schema.sessions
      WHERE session_id = SESSION_ID()
      """;

  @Override
  public String vendor() {
    return "h2";
  }

  @Override
  public Fault fault(SQLException thrown) {
    return SqlStates.fault(thrown, H2Dialect::fault);
  }

  private static @Nullable Fault fault(String ignored, int code) {
    return switch (code) {
      case 23505 -> Fault.DUPLICATE;
      // Lock time-out; statement time-out.
      case 50200, 57014 -> Fault.LOCK_TIMEOUT;
      // Deadlock, concurrent update.
      case 40001, 90131 -> Fault.RETRY;
      // Read-only, memory, no space.
      case 90097, 90108, 90100 -> Fault.UNWILLING;
      // Closed object, broken connection, closed database, closing database, open elsewhere.
      case 90007, 90067, 90098, 90121, 90020 -> Fault.CONNECTION;
      default -> null;
    };
  }

  @Override
  public boolean refusedCommit(SQLException thrown) {
    return switch (fault(thrown)) {
      case DUPLICATE, DATA, LOCK_TIMEOUT, RETRY, UNWILLING -> true;
      case CONNECTION, OTHER -> false;
    };
  }

  @Override
  public String complete(String sql) {
    // Stands still within a transaction: what needs the present has a transaction of its own.
    String later = "DATEADD(MICROSECOND, ?, CURRENT_TIMESTAMP)";
    return sql.replace("{now}", "CURRENT_TIMESTAMP")
        .replace("{now+}", later)
        .replace("{begun}", "CURRENT_TIMESTAMP")
        .replace("{begun+}", later);
  }

  @Override
  public String nextValue(String sequence) {
    return "NEXT VALUE FOR " + sequence;
  }

  @Override
  public String among(int size) {
    return "= ANY (?)";
  }

  @Override
  public int bindAmong(PreparedStatement statement, int index, Among among) throws SQLException {
    statement.setObject(index, among.values().toArray());
    return index + 1;
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    Binding.bind(statement, index, value);
  }

  /** A failed statement of H2 leaves its transaction as it was. */
  @Override
  public String unlessTaken(String insert, String columns) {
    return insert;
  }

  @Override
  public int[] run(Connection connection, List<BulkRows> statements) throws SQLException {
    int[] counts = new int[statements.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = run(connection, statements.get(i));
    }
    return counts;
  }

  private int run(Connection connection, BulkRows rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(rows.bulk().perRow())) {
      for (@Nullable Object[] row : rows.rows()) {
        for (int i = 0; i < row.length; i++) {
          bind(statement, i + 1, row[i]);
        }
        statement.addBatch();
      }
      int sum = 0;
      for (int count : statement.executeBatch()) {
        sum += count;
      }
      return sum;
    }
  }

  @Override
  public boolean wholeSets() {
    return false;
  }

  @Override
  public boolean skipsLocked() {
    return true;
  }

  @Override
  public boolean splitsJournal() {
    return false;
  }

  @Override
  public boolean transactionalSchema() {
    return false;
  }

  @Override
  public void keep(Connection connection, Duration lockTimeout, Duration idleInTransaction)
      throws SQLException {
    execute(
        connection, "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED");
    lockTimeout(connection, lockTimeout);
  }

  @Override
  public void lockTimeout(Connection connection, Duration lockTimeout) throws SQLException {
    execute(connection, "SET LOCK_TIMEOUT " + lockTimeout.toMillis());
  }

  @Override
  public OwnSettings ownSettings(Connection connection) throws SQLException {
    return OwnSettings.of(connection, OWN_SETTINGS);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
