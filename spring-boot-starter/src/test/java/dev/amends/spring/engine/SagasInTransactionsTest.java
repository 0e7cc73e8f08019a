package dev.amends.spring.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.amends.RunResult;
import dev.amends.SagaHandle;
import dev.amends.Sagas;
import dev.amends.error.InsideTransactionException;
import dev.amends.journal.SagaStatus;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.spring.app.Apps;
import dev.amends.spring.app.PlaceOrder;
import dev.amends.spring.app.PlaceOrder.NewOrder;
import dev.amends.spring.app.ShopConfiguration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts join the application's transactions; waits never do. */
class SagasInTransactionsTest {
  private final ApplicationContextRunner shop =
      Apps.plain().withUserConfiguration(ShopConfiguration.class);

  private static TransactionTemplate transaction(ApplicationContext context) {
    return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
  }

  private static void settled(ApplicationContext context, String key, SagaStatus status) {
    Sagas sagas = context.getBean(Sagas.class);
    await()
        .untilAsserted(
            () ->
                assertThat(sagas.find(PlaceOrder.class, key))
                    .get()
                    .satisfies(saga -> assertThat(saga.status()).isEqualTo(status)));
  }

  private static java.util.List<Map<String, Object>> orders(ApplicationContext context) {
    return PlaceOrder.orders(context.getBean(JdbcTemplate.class));
  }

  @Test
  void aSagaRunsToItsEnd() {
    shop.run(
        context -> {
          RunResult<String> result =
              context
                  .getBean(Sagas.class)
                  .run(PlaceOrder.class, "k1", new NewOrder("o1", 5), ofSeconds(10));
          assertThat(result.orThrow()).isEqualTo("charge-o1");
          assertThat(orders(context)).containsExactly(Map.of("ID", "o1", "STATUS", "PAID"));
        });
  }

  @Test
  void aRefusedPaymentUndoesTheOrder() {
    shop.run(
        context -> {
          context.getBean(ShopConfiguration.PaymentDesk.class).answer =
              order -> {
                throw new OutcomeException(
                    Outcome.rejected(Failure.of("http.402", "no money")), "no money");
              };
          RunResult<String> result =
              context
                  .getBean(Sagas.class)
                  .run(PlaceOrder.class, "k1", new NewOrder("o1", 5), ofSeconds(10));
          assertThat(result).isInstanceOf(RunResult.Undone.class);
          assertThat(((RunResult.Undone<String>) result).cause().message()).isEqualTo("no money");
          assertThat(orders(context)).isEmpty();
        });
  }

  @Tag("start")
  @Test
  void aStartIsPartOfTheCallersTransaction() {
    shop.run(
        context -> {
          Sagas sagas = context.getBean(Sagas.class);
          SagaHandle handle =
              transaction(context)
                  .execute(
                      status -> {
                        SagaHandle started =
                            sagas.start(PlaceOrder.class, "k1", new NewOrder("o1", 5));
                        assertThat(orders(context)).hasSize(1);
                        return started;
                      });
          assertThat(handle.created()).isTrue();
          settled(context, "k1", SagaStatus.SUCCEEDED);
        });
  }

  @Test
  void aStartThatIsRolledBackNeverWas() {
    shop.run(
        context -> {
          Sagas sagas = context.getBean(Sagas.class);
          transaction(context)
              .executeWithoutResult(
                  status -> {
                    sagas.start(PlaceOrder.class, "k1", new NewOrder("o1", 5));
                    status.setRollbackOnly();
                  });
          assertThat(sagas.find(PlaceOrder.class, "k1")).isEmpty();
          assertThat(orders(context)).isEmpty();
        });
  }

  @Test
  void aDuplicateStartDoesNotPoisonTheCallersTransaction() {
    shop.run(
        context -> {
          Sagas sagas = context.getBean(Sagas.class);
          sagas.start(PlaceOrder.class, "k1", new NewOrder("o1", 5));
          transaction(context)
              .executeWithoutResult(
                  status -> {
                    assertThat(sagas.start(PlaceOrder.class, "k1", new NewOrder("o1", 5)).created())
                        .isFalse();
                    context
                        .getBean(JdbcTemplate.class)
                        .update("INSERT INTO orders VALUES ('other', 'NEW')");
                  });
          assertThat(orders(context)).hasSize(2);
        });
  }

  @Tag("start")
  @Test
  void whatALeadingStepThrowsComesOutAsItIs() {
    shop.run(
        context -> {
          Sagas sagas = context.getBean(Sagas.class);
          context.getBean(JdbcTemplate.class).update("INSERT INTO orders VALUES ('o1', 'OLD')");
          assertThatThrownBy(() -> sagas.start(PlaceOrder.class, "k1", new NewOrder("o1", 5)))
              .isInstanceOf(DuplicateKeyException.class);
          assertThat(sagas.find(PlaceOrder.class, "k1")).isEmpty();
        });
  }

  @Test
  void aStartInACallbackAfterTheCommitIsNotLost() {
    shop.run(
        context -> {
          Sagas sagas = context.getBean(Sagas.class);
          AtomicReference<SagaHandle> afterCommit = new AtomicReference<>();
          AtomicReference<SagaHandle> afterCompletion = new AtomicReference<>();
          transaction(context)
              .executeWithoutResult(
                  status ->
                      TransactionSynchronizationManager.registerSynchronization(
                          new TransactionSynchronization() {
                            @Override
                            public void afterCommit() {
                              afterCommit.set(
                                  sagas.start(PlaceOrder.class, "k1", new NewOrder("o1", 5)));
                            }

                            @Override
                            public void afterCompletion(int status) {
                              afterCompletion.set(
                                  sagas.start(PlaceOrder.class, "k2", new NewOrder("o2", 5)));
                            }
                          }));
          assertThat(afterCommit.get().created()).isTrue();
          assertThat(afterCompletion.get().created()).isTrue();
          settled(context, "k1", SagaStatus.SUCCEEDED);
          settled(context, "k2", SagaStatus.SUCCEEDED);
        });
  }

  @Test
  void aStartWithinSynchronizationAloneHasATransactionOfItsOwn() {
    shop.run(
        context -> {
          Sagas sagas = context.getBean(Sagas.class);
          TransactionTemplate supports = transaction(context);
          supports.setPropagationBehavior(TransactionDefinition.PROPAGATION_SUPPORTS);
          supports.executeWithoutResult(
              status -> {
                sagas.start(PlaceOrder.class, "k1", new NewOrder("o1", 5));
                assertThat(sagas.find(PlaceOrder.class, "k1")).isPresent();
              });
          settled(context, "k1", SagaStatus.SUCCEEDED);
        });
  }

  @Tag("P9")
  @Test
  void aWaitInATransactionOrItsCallbacksIsRefused() {
    shop.run(
        context -> {
          Sagas sagas = context.getBean(Sagas.class);
          transaction(context)
              .executeWithoutResult(
                  status -> {
                    refused(sagas);
                    TransactionSynchronizationManager.registerSynchronization(
                        new TransactionSynchronization() {
                          @Override
                          public void afterCommit() {
                            refused(sagas);
                          }
                        });
                  });
          assertThat(orders(context)).isEmpty();
        });
  }

  private static void refused(Sagas sagas) {
    assertThatThrownBy(() -> sagas.run(PlaceOrder.class, "k1", new NewOrder("o1", 5), ofSeconds(1)))
        .isInstanceOf(InsideTransactionException.class);
  }

  @Test
  void aContextThatWasStoppedCanBeStartedAgain() {
    shop.run(
        (AssertableApplicationContext context) -> {
          Sagas sagas = context.getBean(Sagas.class);
          sagas.run(PlaceOrder.class, "k1", new NewOrder("o1", 5), ofSeconds(10)).orThrow();
          var running = context.getSourceApplicationContext();
          running.stop();
          assertThatThrownBy(() -> sagas.find(PlaceOrder.class, "k1"))
              .hasMessageContaining("stopped");
          running.start();
          assertThat(sagas.find(PlaceOrder.class, "k1")).isPresent();
          sagas.run(PlaceOrder.class, "k2", new NewOrder("o2", 5), ofSeconds(10)).orThrow();
        });
  }
}
