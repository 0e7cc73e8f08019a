package dev.amends.jdbc.connection;

import dev.amends.error.AmendsException;
import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.jdbc.dialect.StatementRefusedException;
import java.sql.SQLException;

/** What callers of the store are told of an {@code SQLException}, which stays as the cause. */
public final class Failures {
  private final Dialect dialect;

  public Failures(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * The exception for a failure.
   *
   * @param doing what was being done, as in "While ...,"
   */
  public AmendsException of(String doing, SQLException thrown) {
    if (thrown instanceof LostCommitException) {
      return new UnknownCommitException(
          "While %s, the answer to the commit was lost: look whether it happened before doing it again."
              .formatted(doing),
          thrown);
    }
    if (dialect.fault(thrown).isTransient()) {
      return unavailable(doing, thrown);
    }
    return new StatementRefusedException(
        "While %s, the database refused a statement (%s): %s. Check that the schema is migrated and the user may write."
            .formatted(doing, thrown.getSQLState(), thrown.getMessage()),
        thrown);
  }

  /** The exception for a failure after which the same may be done again. */
  StoreUnavailableException unavailable(String doing, SQLException thrown) {
    return new StoreUnavailableException(
        "While %s, the database could not do it now (%s): %s. It may be tried again."
            .formatted(doing, dialect.fault(thrown), thrown.getMessage()),
        thrown);
  }
}
