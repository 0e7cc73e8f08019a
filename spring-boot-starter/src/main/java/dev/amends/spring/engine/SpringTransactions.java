package dev.amends.spring.engine;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.jdbc.connection.CurrentConnection;
import dev.amends.jdbc.connection.SqlWork;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.spi.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The application's transactions, as the engine uses and joins them. Safe for many threads; what it
 * says is about the calling one.
 */
public final class SpringTransactions implements Transactions, CurrentConnection {
  private static final Logger LOG = LoggerFactory.getLogger(SpringTransactions.class);

  private static final TransactionDefinition NEW =
      definition("amends", TransactionDefinition.PROPAGATION_REQUIRES_NEW);

  private final DataSource dataSource;
  private final PlatformTransactionManager manager;
  private final OpenInView openInView;
  private final TransactionPhases phases = new TransactionPhases();
  private volatile @Nullable Dialect dialect;

  SpringTransactions(
      DataSource dataSource, PlatformTransactionManager manager, OpenInView openInView) {
    this.dataSource = dataSource;
    this.manager = manager;
    this.openInView = openInView;
    if (manager instanceof ConfigurableTransactionManager configurable) {
      configurable.addListener(phases);
    }
  }

  /**
   * Transactions of a manager.
   *
   * @param sessions whether sessions of Hibernate may be bound to threads
   */
  public static SpringTransactions of(
      DataSource dataSource, PlatformTransactionManager manager, boolean sessions) {
    return new SpringTransactions(
        dataSource, manager, sessions ? OpenInView.ofSessions() : OpenInView.ofResources());
  }

  /** Told once the database is known; exceptions are read by its own codes from then on. */
  void database(Dialect known) {
    this.dialect = known;
  }

  /**
   * How the database differs from others.
   *
   * @throws StoreUnavailableException while it has not been reached
   */
  public Dialect dialect() {
    Dialect known = dialect;
    if (known == null) {
      throw new StoreUnavailableException(
          "The database has not been reached since this application started.");
    }
    return known;
  }

  @Override
  public boolean active() {
    return TransactionSynchronizationManager.isActualTransactionActive()
        || TransactionSynchronizationManager.isSynchronizationActive();
  }

  @Override
  public boolean connectionBound() {
    return openInView.holdsConnection(dataSource);
  }

  /** Whether a transaction of the engine's database runs here and still takes statements. */
  @Override
  public boolean present() {
    return TransactionSynchronizationManager.isActualTransactionActive()
        && TransactionSynchronizationManager.hasResource(dataSource)
        && !phases.ending();
  }

  @Override
  public <T extends @Nullable Object> T with(SqlWork<T> work) throws SQLException {
    if (!present()) {
      throw new IllegalStateException(
          "No transaction of the engine's database runs on this thread");
    }
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      return work.on(connection);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  @Override
  public <T> T inNew(Callable<T> work) throws Exception {
    TransactionStatus status = begin();
    Ending ending = new Ending();
    T value;
    try {
      TransactionSynchronizationManager.registerSynchronization(ending);
      value = work.call();
    } catch (Throwable thrown) {
      rollBack(status, thrown);
      throw thrown;
    }
    commit(status, ending);
    return value;
  }

  /** What Spring says of the end of a transaction, whatever its callbacks throw. */
  private static final class Ending implements TransactionSynchronization {
    private boolean committed;

    @Override
    public void afterCompletion(int status) {
      committed = status == STATUS_COMMITTED;
    }
  }

  private TransactionStatus begin() {
    try {
      return manager.getTransaction(NEW);
    } catch (TransactionException thrown) {
      throw new StoreUnavailableException(
          "No transaction could be begun: %s. Nothing was done.".formatted(thrown.getMessage()),
          thrown);
    }
  }

  private void rollBack(TransactionStatus status, Throwable reason) {
    if (status.isCompleted()) {
      return;
    }
    try {
      manager.rollback(status);
    } catch (RuntimeException second) {
      // The server rolls back what it does not hear the end of; the first failure is the reason.
      reason.addSuppressed(second);
    }
  }

  private void commit(TransactionStatus status, Ending ending) {
    try {
      manager.commit(status);
    } catch (UnexpectedRollbackException rolledBack) {
      throw rolledBack;
    } catch (RuntimeException thrown) {
      if (ending.committed) {
        LOG.error("A callback after a commit failed; the transaction stands", thrown);
        return;
      }
      if (CommitDoubt.mayBeIn(thrown, dialect)) {
        throw new UnknownCommitException(
            "The answer to a commit was lost: the transaction may be in or not. Look before doing it again.",
            thrown);
      }
      throw thrown;
    }
  }

  @Override
  public void flush() {
    DefaultTransactionDefinition current =
        definition("amends", TransactionDefinition.PROPAGATION_MANDATORY);
    current.setReadOnly(TransactionSynchronizationManager.isCurrentTransactionReadOnly());
    // Only takes part in the transaction: there is nothing to end.
    manager.getTransaction(current).flush();
  }

  @Override
  public void onCompletion(Completion completion) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
              completion.committed();
            } else {
              completion.notCommitted();
            }
          }
        });
  }

  @Override
  public boolean transientFailure(Throwable thrown) {
    return !(thrown instanceof UnknownCommitException) && CommitDoubt.mayPass(thrown, dialect);
  }

  private static DefaultTransactionDefinition definition(String name, int propagation) {
    DefaultTransactionDefinition definition = new DefaultTransactionDefinition(propagation);
    definition.setName(name);
    return definition;
  }
}
