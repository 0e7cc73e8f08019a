package dev.amends.spring.engine;

import dev.amends.error.StoreUnavailableException;
import dev.amends.jdbc.connection.TransientFailures;
import dev.amends.jdbc.dialect.Dialect;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.HeuristicCompletionException;
import org.springframework.transaction.TransactionSystemException;

/** Reads what Spring makes of the database's exceptions. */
final class CommitDoubt {
  private static final int MAX_DEPTH = 20;

  private CommitDoubt() {}

  /**
   * Whether a failed commit may have happened all the same.
   *
   * @param dialect null while the database is not known
   */
  static boolean mayBeIn(RuntimeException thrown, @Nullable Dialect dialect) {
    Optional<SQLException> sql = sql(thrown);
    if (sql.isPresent() && dialect != null) {
      return !dialect.refusedCommit(sql.get());
    }
    return sql.isPresent()
        || thrown instanceof TransactionSystemException
        || thrown instanceof HeuristicCompletionException
        || thrown instanceof DataAccessResourceFailureException;
  }

  /** Whether what a rolled-back transaction threw may pass when it is run again. */
  static boolean mayPass(Throwable thrown, @Nullable Dialect dialect) {
    @Nullable Throwable each = thrown;
    for (int depth = 0; each != null && depth < MAX_DEPTH; depth++) {
      if (each instanceof TransientDataAccessException
          || each instanceof RecoverableDataAccessException
          || each instanceof DataAccessResourceFailureException
          || each instanceof CannotCreateTransactionException
          || each instanceof StoreUnavailableException) {
        return true;
      }
      each = each.getCause();
    }
    return dialect != null && new TransientFailures(dialect).holds(thrown);
  }

  private static Optional<SQLException> sql(Throwable thrown) {
    @Nullable Throwable each = thrown;
    for (int depth = 0; each != null && depth < MAX_DEPTH; depth++) {
      if (each instanceof SQLException sql) {
        return Optional.of(sql);
      }
      each = each.getCause();
    }
    return Optional.empty();
  }
}
