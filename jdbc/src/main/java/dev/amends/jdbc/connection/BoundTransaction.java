package dev.amends.jdbc.connection;

import dev.amends.error.UnknownCommitException;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.spi.Transactions.Completion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction from its begin to its callbacks. Belongs to one thread. */
final class BoundTransaction {
  private static final Logger LOG = LoggerFactory.getLogger(BoundTransaction.class);

  private final Connection connection;
  private final Dialect dialect;
  private final List<Completion> completions = new ArrayList<>();
  private boolean open = true;

  BoundTransaction(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  Connection connection() {
    return connection;
  }

  /** False while the callbacks run. */
  boolean open() {
    return open;
  }

  void tell(Completion completion) {
    completions.add(completion);
  }

  <T> T run(Callable<T> work) throws Exception {
    boolean usable = false;
    boolean committed = false;
    try {
      T value = work.call();
      open = false;
      commit();
      committed = true;
      usable = true;
      return value;
    } catch (Throwable thrown) {
      usable = Endings.rollback(connection, thrown);
      throw thrown;
    } finally {
      open = false;
      close(usable);
      complete(committed ? Completion::committed : Completion::notCommitted);
    }
  }

  private void commit() throws SQLException {
    try {
      Endings.commit(connection, dialect);
    } catch (LostCommitException lost) {
      throw new UnknownCommitException(
          "The answer to a commit was lost: the transaction may be in or not. Look before doing it again.",
          lost);
    }
  }

  /** Turning to auto-commit would commit what could not be rolled back: then it is aborted. */
  private void close(boolean usable) {
    try {
      if (usable) {
        connection.setAutoCommit(true);
      } else {
        connection.abort(Runnable::run);
      }
      connection.close();
    } catch (SQLException | RuntimeException thrown) {
      LOG.debug("A connection could not be closed", thrown);
    }
  }

  /** The outcome stands whatever a callback throws. */
  private void complete(Consumer<Completion> outcome) {
    for (Completion completion : completions) {
      try {
        outcome.accept(completion);
      } catch (RuntimeException thrown) {
        LOG.error("A callback at the end of a transaction failed; the transaction stands", thrown);
      }
    }
  }
}
