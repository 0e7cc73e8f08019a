package dev.amends.spring.engine;

import jakarta.persistence.EntityManager;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Looks into the sessions that are bound to a thread. Loaded only where Hibernate is there. */
final class HibernateSessions {
  private HibernateSessions() {}

  /** Whether a session has taken a connection and not given it back. */
  static boolean anyHoldsConnection() {
    return TransactionSynchronizationManager.getResourceMap().values().stream()
        .anyMatch(
            resource ->
                resource instanceof EntityManagerHolder holder
                    && holdsConnection(holder.getEntityManager()));
  }

  private static boolean holdsConnection(EntityManager entities) {
    return entities.isOpen()
        && entities
            .unwrap(SharedSessionContractImplementor.class)
            .getJdbcCoordinator()
            .getLogicalConnection()
            .isPhysicallyConnected();
  }
}
