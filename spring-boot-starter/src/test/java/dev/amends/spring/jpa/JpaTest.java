package dev.amends.spring.jpa;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.RunResult;
import dev.amends.Sagas;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.error.InsideTransactionException;
import dev.amends.spi.Transactions;
import dev.amends.spring.app.Apps;
import dev.amends.spring.guard.TransactionGuard;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sagas beside JPA: one transaction, constraints that speak up in time, and open-in-view. */
class JpaTest {
  /** Saves a product by JPA, in a local step that is not the first one. */
  static final class SaveProduct implements SagaDefinition<String, Void> {
    private final EntityManager entities;

    SaveProduct(EntityManager entities) {
      this.entities = entities;
    }

    @Override
    public String name() {
      return "product.save";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.remote("look", run -> {}).readOnly();
      saga.local(
              "save",
              run -> entities.persist(new Product(run.input(), "name of " + run.input().charAt(0))))
          .nothingToUndo();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EntityScan(basePackageClasses = Product.class)
  static class Products {}

  private static ApplicationContextRunner shop() {
    return Apps.plain()
        .withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
        .withPropertyValues("spring.jpa.hibernate.ddl-auto=create")
        .withUserConfiguration(Products.class)
        .withBean(SaveProduct.class);
  }

  @Test
  void aLocalStepWritesThroughJpa() {
    shop()
        .run(
            context -> {
              context
                  .getBean(Sagas.class)
                  .run(SaveProduct.class, "k1", "a1", ofSeconds(10))
                  .orThrow();
              assertThat(context.getBean(EntityManager.class).find(Product.class, "a1"))
                  .isNotNull();
            });
  }

  @Test
  void aViolatedConstraintIsTheStepsFailure() {
    shop()
        .run(
            context -> {
              Sagas sagas = context.getBean(Sagas.class);
              sagas.run(SaveProduct.class, "k1", "a1", ofSeconds(10)).orThrow();
              assertThat(sagas.run(SaveProduct.class, "k2", "a2", ofSeconds(10)))
                  .isInstanceOfSatisfying(
                      RunResult.Undone.class,
                      undone -> {
                        assertThat(undone.step()).isEqualTo("save");
                        assertThat(undone.cause().code()).contains("DataIntegrityViolation");
                      });
              assertThat(context.getBean(EntityManager.class).find(Product.class, "a2")).isNull();
            });
  }

  @Test
  void aStartIsPartOfAJpaTransaction() {
    shop()
        .run(
            context -> {
              Sagas sagas = context.getBean(Sagas.class);
              EntityManager entities = context.getBean(EntityManager.class);
              new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                  .executeWithoutResult(
                      status -> {
                        entities.persist(new Product("x", "x"));
                        sagas.start(SaveProduct.class, "k1", "a1");
                        status.setRollbackOnly();
                      });
              assertThat(sagas.find(SaveProduct.class, "k1")).isEmpty();
            });
  }

  @Tag("P2")
  @Test
  void openInViewIsSeenOnceItHoldsAConnection() {
    shop()
        .run(
            context -> {
              EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
              Transactions transactions = context.getBean(Transactions.class);
              TransactionGuard guard = context.getBean(TransactionGuard.class);
              Sagas sagas = context.getBean(Sagas.class);
              EntityManager entities = factory.createEntityManager();
              TransactionSynchronizationManager.bindResource(
                  factory, new EntityManagerHolder(entities));
              try {
                assertThat(transactions.connectionBound()).as("nothing was read yet").isFalse();
                entities.find(Product.class, "x");
                assertThat(transactions.connectionBound()).isTrue();
                assertThatThrownBy(() -> guard.check("GET example.com"))
                    .isInstanceOf(InsideTransactionException.class)
                    .hasMessageContaining("open-in-view");
                assertThatThrownBy(() -> sagas.run(SaveProduct.class, "k1", "a1", ofSeconds(1)))
                    .isInstanceOf(InsideTransactionException.class)
                    .hasMessageContaining("open-in-view");
              } finally {
                TransactionSynchronizationManager.unbindResource(factory);
                entities.close();
              }
              assertThat(transactions.connectionBound()).isFalse();
            });
  }

  /** Gives an entity as a step's result. */
  static final class GivesEntity implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "gives-entity";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.local("load", Product.class, run -> new Product("a", "b")).nothingToUndo();
    }
  }

  @Test
  void anEntityAsAResultIsRefused() {
    shop()
        .withBean(GivesEntity.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("gives-entity")
                    .hasMessageContaining("load"));
  }
}
