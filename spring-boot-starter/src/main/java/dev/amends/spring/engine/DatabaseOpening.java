package dev.amends.spring.engine;

import dev.amends.error.StoreUnavailableException;
import dev.amends.jdbc.JdbcSagaStore;
import dev.amends.jdbc.connection.Dialects;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.spring.failure.MisconfiguredException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What has to be done once with a database before sagas can live in it. */
final class DatabaseOpening {
  private final DataSource dataSource;
  private final SpringTransactions transactions;
  private final SchemaMode schema;
  private final int writers;

  DatabaseOpening(
      DataSource dataSource, SpringTransactions transactions, SchemaMode schema, int writers) {
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.schema = schema;
    this.writers = writers;
  }

  /**
   * Migrates, checks and opens.
   *
   * @throws StoreUnavailableException if the database cannot be reached; to be tried again
   */
  JdbcSagaStore open() {
    try {
      transactions.database(Dialects.of(dataSource));
      if (schema == SchemaMode.TRUE) {
        Migrations.run(dataSource);
      } else if (schema == SchemaMode.VALIDATE) {
        Migrations.validate(dataSource);
      }
      checkTransactions();
      return JdbcSagaStore.open(dataSource, transactions, writers);
    } catch (StoreUnavailableException thrown) {
      throw refusedEntry(thrown);
    }
  }

  /** Who is turned away at the door is not helped by waiting. */
  private static RuntimeException refusedEntry(StoreUnavailableException thrown) {
    @Nullable Throwable cause = thrown.getCause();
    if (cause instanceof SQLException sql && sql.getSQLState() != null) {
      String kind = sql.getSQLState().substring(0, Math.min(2, sql.getSQLState().length()));
      if (kind.equals("28") || kind.equals("3D")) {
        return new MisconfiguredException(
            "The database refuses the log-in (SQLSTATE %s): %s."
                .formatted(sql.getSQLState(), sql.getMessage()),
            "Check spring.datasource.url, username and password.");
      }
    }
    return thrown;
  }

  /** Local steps commit with their checkpoints only if both use one connection. */
  private void checkTransactions() {
    try {
      boolean bound =
          transactions.inNew(() -> TransactionSynchronizationManager.hasResource(dataSource));
      if (!bound) {
        throw new MisconfiguredException(
            "The transaction manager of the sagas does not manage the data source that they live in, so that a local step and its checkpoint would be two transactions.",
            "Give the transaction manager that data source, or mark the pair that belongs together with @AmendsDataSource.");
      }
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
