package dev.amends.jdbc.connection;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/** There was no connection to begin with: nothing was sent. */
public final class NoConnectionException extends SQLNonTransientConnectionException {
  private static final long serialVersionUID = 1L;

  NoConnectionException(String message) {
    super(message, "08003");
  }

  NoConnectionException(SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause);
  }
}
