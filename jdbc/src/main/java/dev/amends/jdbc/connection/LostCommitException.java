package dev.amends.jdbc.connection;

import java.sql.SQLException;

/** The answer to a commit was lost: the transaction may be in or not. */
public final class LostCommitException extends SQLException {
  private static final long serialVersionUID = 1L;

  LostCommitException(SQLException cause) {
    super("The answer to the commit was lost: " + cause.getMessage(), cause.getSQLState(), cause);
  }
}
