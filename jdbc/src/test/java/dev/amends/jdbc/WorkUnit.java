package dev.amends.jdbc;

import java.util.ArrayList;
import java.util.List;

/** What one connection makes durable together, as far as it has been sent. For one thread. */
public final class WorkUnit {
  private final List<String> statements = new ArrayList<>();
  private boolean transaction;

  void add(String sql) {
    if (!transaction || commits() || last().equals("ROLLBACK")) {
      statements.clear();
      transaction = false;
    }
    String statement = sql.replaceAll("\\s+", " ");
    statements.add(statement);
    transaction |= statement.equals("BEGIN");
  }

  private String last() {
    return statements.isEmpty() ? "" : statements.get(statements.size() - 1);
  }

  /** Whether the last statement is the one that makes it durable. */
  boolean commits() {
    return !transaction || last().equals("COMMIT");
  }

  /** Whether it is a statement that commits itself. */
  public boolean single() {
    return !transaction;
  }

  /** Whether one of its statements has this text; white space counts as one blank. */
  public boolean has(String text) {
    return statements.stream().anyMatch(statement -> statement.contains(text));
  }
}
