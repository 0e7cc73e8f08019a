package dev.amends.spring.engine;

import javax.sql.DataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sees connections that are bound to a thread outside of a transaction. */
@FunctionalInterface
interface OpenInView {
  /** Whether something on this thread holds a connection of the data source. */
  boolean holdsConnection(DataSource dataSource);

  /** Sees what is bound for the data source itself. */
  static OpenInView ofResources() {
    return TransactionSynchronizationManager::hasResource;
  }

  /** Sees the sessions of Hibernate too, which open-in-view keeps on the thread. */
  static OpenInView ofSessions() {
    return dataSource ->
        TransactionSynchronizationManager.hasResource(dataSource)
            || HibernateSessions.anyHoldsConnection();
  }
}
