package dev.amends.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 12 and newer, by its own driver. */
record PostgreSqlDialect() implements Dialect {
  private static final String MICROSECONDS =
      "CAST(? AS double precision) * INTERVAL '1 microsecond'";

  private static final String OWN_SETTINGS =
      """
      SELECT string_agg(format('SET %s = %L', name, current_setting(name)), ';')
      FROM unnest(ARRAY[
        'default_transaction_isolation', 'lock_timeout', 'idle_in_transaction_session_timeout',
        'enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit']) AS name
      """;

  @Override
  public String vendor() {
    return "postgresql";
  }

  @Override
  public Fault fault(SQLException thrown) {
    return SqlStates.fault(thrown, PostgreSqlDialect::fault);
  }

  private static @Nullable Fault fault(String state, int ignored) {
    return switch (state) {
      case "23505" -> Fault.DUPLICATE;
      // Lock time-out; statement time-out, which a role may have.
      case "55P03", "57014" -> Fault.LOCK_TIMEOUT;
      case "40001", "40P01" -> Fault.RETRY;
      // Read-only; disk full, out of memory, too many clients.
      case "25006", "53100", "53200", "53300", "53400" -> Fault.UNWILLING;
      // Statement completion unknown; shutdown, crash, start-up, idle for too long.
      case "40003", "57P01", "57P02", "57P03", "57P05", "25P03" -> Fault.CONNECTION;
      // A row or an index entry is larger than the server can keep.
      case "54000" -> Fault.DATA;
      default -> null;
    };
  }

  @Override
  public boolean refusedCommit(SQLException thrown) {
    String state = thrown.getSQLState();
    if (state == null || state.length() != 5 || fault(thrown) == Fault.CONNECTION) {
      return false;
    }
    // Disk full, I/O error, internal error and the driver's own trouble prove nothing.
    return switch (state.substring(0, 2)) {
      case "53", "58", "99", "XX" -> false;
      default -> true;
    };
  }

  @Override
  public String complete(String sql) {
    // clock_timestamp() goes on within a transaction, CURRENT_TIMESTAMP stands still.
    return sql.replace("{now}", "clock_timestamp()")
        .replace("{now+}", "clock_timestamp() + " + MICROSECONDS)
        .replace("{begun}", "CURRENT_TIMESTAMP")
        .replace("{begun+}", "CURRENT_TIMESTAMP + " + MICROSECONDS);
  }

  @Override
  public String nextValue(String sequence) {
    return "nextval('" + sequence + "')";
  }

  @Override
  public String among(int size) {
    return "= ANY (?)";
  }

  @Override
  public int bindAmong(PreparedStatement statement, int index, Among among) throws SQLException {
    Arrays.bind(statement, index, among.type(), among.values());
    return index + 1;
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    Binding.bind(statement, index, value);
  }

  @Override
  public String unlessTaken(String insert, String columns) {
    return insert + " ON CONFLICT (" + columns + ") DO NOTHING";
  }

  /**
   * Sends all statements as one text, which the driver splits and pipelines: one round trip,
   * however many statements and rows there are. Several rows travel as one array a column; a single
   * one as itself, which is cheaper and is always planned by its key.
   */
  @Override
  public int[] run(Connection connection, List<BulkRows> statements) throws SQLException {
    if (statements.isEmpty()) {
      return new int[0];
    }
    String sql =
        statements.stream().map(PostgreSqlDialect::text).collect(Collectors.joining(";\n"));
    int[] counts = new int[statements.size()];
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      for (BulkRows each : statements) {
        index = bind(statement, index, each);
      }
      statement.execute();
      for (int i = 0; i < counts.length; i++) {
        counts[i] = statement.getUpdateCount();
        statement.getMoreResults();
      }
    }
    return counts;
  }

  private static String text(BulkRows rows) {
    return rows.rows().size() == 1 ? rows.bulk().perRow() : rows.bulk().perSet();
  }

  private static int bind(PreparedStatement statement, int first, BulkRows rows)
      throws SQLException {
    if (rows.rows().size() != 1) {
      return Arrays.bindColumns(statement, first, rows);
    }
    int index = first;
    for (Object value : rows.rows().get(0)) {
      Binding.bind(statement, index++, value);
    }
    return index;
  }

  @Override
  public boolean wholeSets() {
    return true;
  }

  @Override
  public boolean skipsLocked() {
    return true;
  }

  @Override
  public boolean splitsJournal() {
    return true;
  }

  @Override
  public boolean transactionalSchema() {
    return true;
  }

  /**
   * Besides the time-outs, tells the planner to reach rows by their keys: on a table that was empty
   * when a statement was planned it prefers to read it whole, and the plan outlives the emptiness.
   * What is switched off so counts as so dear that the server would compile short statements.
   */
  @Override
  public void keep(Connection connection, Duration lockTimeout, Duration idleInTransaction)
      throws SQLException {
    execute(
        connection,
        """
        SET default_transaction_isolation = 'read committed';
        SET lock_timeout = %d;
        SET idle_in_transaction_session_timeout = %d;
        SET enable_seqscan = off;
        SET enable_hashjoin = off;
        SET enable_mergejoin = off;
        SET jit = off
        """
            .formatted(lockTimeout.toMillis(), idleInTransaction.toMillis()));
  }

  @Override
  public void lockTimeout(Connection connection, Duration lockTimeout) throws SQLException {
    execute(connection, "SET lock_timeout = " + lockTimeout.toMillis());
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
