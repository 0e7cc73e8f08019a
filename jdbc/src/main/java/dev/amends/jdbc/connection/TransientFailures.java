package dev.amends.jdbc.connection;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.jdbc.dialect.Dialect;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of a rolled-back transaction that may pass from those that stay: deadlock,
 * serialization, lock time-out, lost connection, optimistic lock. A commit whose answer was lost is
 * none of them. Public for frameworks' own {@link dev.amends.spi.Transactions}.
 */
public final class TransientFailures {
  /** Longest chain of causes that is looked at. */
  private static final int MAX_CAUSES = 20;

  /** JPA's and Spring's exceptions are known by name, so that neither is needed. */
  private static final String OPTIMISTIC_LOCK = "OptimisticLock";

  private final Dialect dialect;

  public TransientFailures(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Whether a failure, or what caused it, may pass when the transaction is run again. */
  public boolean holds(Throwable thrown) {
    @Nullable Throwable each = thrown;
    for (int i = 0; i < MAX_CAUSES && each != null; i++) {
      if (each instanceof UnknownCommitException) {
        return false;
      }
      if (single(each)) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }

  private boolean single(Throwable thrown) {
    if (thrown instanceof SQLException sql) {
      return sql instanceof SQLTransientException || dialect.fault(sql).isTransient();
    }
    return thrown instanceof StoreUnavailableException || optimisticLock(thrown.getClass());
  }

  private static boolean optimisticLock(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getSimpleName().startsWith(OPTIMISTIC_LOCK)) {
        return true;
      }
    }
    return false;
  }
}
