package dev.amends.jdbc.dialect;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Reads SQLSTATEs, those of a database first, then those of the standard. */
final class SqlStates {
  /** Longest chain of exceptions that is looked at. */
  private static final int MAX_CHAIN = 20;

  private SqlStates() {}

  /** The codes of one database; null for those that it shares with the standard. */
  @FunctionalInterface
  interface Own {
    @Nullable Fault of(String state, int code);
  }

  /** The first meaning found along the exceptions of a batch and their causes. */
  static Fault fault(SQLException thrown, Own own) {
    Throwable each = thrown;
    for (int i = 0; i < MAX_CHAIN && each != null; i++) {
      if (each instanceof SQLException sql) {
        Fault fault = single(sql, own);
        if (fault != Fault.OTHER) {
          return fault;
        }
        each = sql.getNextException() != null ? sql.getNextException() : sql.getCause();
      } else {
        each = each.getCause();
      }
    }
    return Fault.OTHER;
  }

  private static Fault single(SQLException thrown, Own own) {
    String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
    Fault fault = own.of(state, thrown.getErrorCode());
    if (fault != null) {
      return fault;
    }
    if (thrown instanceof SQLTransientConnectionException
        || thrown instanceof SQLNonTransientConnectionException
        || thrown instanceof SQLRecoverableException) {
      return Fault.CONNECTION;
    }
    if (state.length() != 5) {
      return Fault.OTHER;
    }
    return switch (state.substring(0, 2)) {
      case "08" -> Fault.CONNECTION;
      case "22", "23" -> Fault.DATA;
      default -> Fault.OTHER;
    };
  }
}
