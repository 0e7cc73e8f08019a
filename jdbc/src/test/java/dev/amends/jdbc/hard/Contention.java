package dev.amends.jdbc.hard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two transactions on the two accounts of their pair, which meet in the middle of it the first
 * time, so that the database has to end one of them.
 */
final class Contention {
  /** How they get into each other's way. */
  enum Way {
    /** Each locks its own account, then the other's: one is the victim of a deadlock. */
    CROSSED_LOCKS(4),
    /** Both read the first account and write what follows from it. */
    ONE_ROW(2),
    /** Each reads both accounts and writes its own. */
    WRITE_SKEW(3);

    /** What a pair's accounts come to when both transactions are committed one after the other. */
    final long total;

    Way(long total) {
      this.total = total;
    }
  }

  private static final int LONGEST_SECONDS = 5;
  private static final String ADD = "UPDATE account SET balance = balance + 1 WHERE id = ?";
  private static final String SET = "UPDATE account SET balance = ? WHERE id = ?";
  private static final String SUM = "SELECT SUM(balance) FROM account WHERE id BETWEEN ? AND ?";

  private final Way way;
  private final Map<Integer, CountDownLatch> meetings = new ConcurrentHashMap<>();

  Contention(Way way) {
    this.way = way;
  }

  /** The work of one saga, of two that have the same pair of accounts. */
  void work(Connection connection, int saga) throws SQLException, InterruptedException {
    int pair = saga / 2;
    int own = saga;
    int other = saga ^ 1;
    switch (way) {
      case CROSSED_LOCKS -> {
        change(connection, ADD, own);
        meet(pair);
        change(connection, ADD, other);
      }
      case ONE_ROW -> {
        long sum = sum(connection, 2 * pair, 2 * pair);
        meet(pair);
        change(connection, SET, (int) sum + 1, 2 * pair);
      }
      case WRITE_SKEW -> {
        long sum = sum(connection, 2 * pair, 2 * pair + 1);
        meet(pair);
        change(connection, SET, (int) sum + 1, own);
      }
    }
  }

  private void meet(int pair) throws InterruptedException {
    CountDownLatch both = meetings.computeIfAbsent(pair, none -> new CountDownLatch(2));
    both.countDown();
    if (!both.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The other one never came");
    }
  }

  private static void change(Connection connection, String sql, int... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setInt(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static long sum(Connection connection, int from, int to) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SUM)) {
      statement.setInt(1, from);
      statement.setInt(2, to);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
