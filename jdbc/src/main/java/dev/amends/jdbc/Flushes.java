package dev.amends.jdbc;

import dev.amends.jdbc.connection.LostCommitException;
import dev.amends.jdbc.connection.NoConnectionException;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.jdbc.dialect.Fault;
import dev.amends.spi.Flushed;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure says of a transaction that writes appends. */
final class Flushes {
  private static final Logger LOG = LoggerFactory.getLogger(Flushes.class);

  private Flushes() {}

  /** Of a transaction with a commit of its own. */
  static Flushed of(Dialect dialect, SQLException thrown) {
    if (thrown instanceof LostCommitException) {
      return Flushed.LOST;
    }
    Fault fault = dialect.fault(thrown);
    if (fault == Fault.OTHER) {
      LOG.warn(
          "The database refused to write journal rows with SQLSTATE {}; they are tried again",
          thrown.getSQLState(),
          thrown);
    }
    return switch (fault) {
      case DUPLICATE -> Flushed.CONFLICT;
      case DATA -> Flushed.REFUSED;
      case LOCK_TIMEOUT -> Flushed.BLOCKED;
      case RETRY -> Flushed.AGAIN;
      case CONNECTION, UNWILLING, OTHER -> Flushed.UNAVAILABLE;
    };
  }

  /** Of a statement that commits itself: no word from the server is no word on the commit. */
  static Flushed ofSingle(Dialect dialect, SQLException thrown) {
    Flushed flushed = of(dialect, thrown);
    boolean known =
        flushed != Flushed.UNAVAILABLE
            || thrown instanceof NoConnectionException
            || dialect.refusedCommit(thrown);
    return known ? flushed : Flushed.LOST;
  }
}
