package dev.amends.spring.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.amends.error.InsideTransactionException;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.outcome.TransportClassifier;
import dev.amends.spring.CurrentInvocation;
import dev.amends.spring.FixedRun;
import dev.amends.spring.NoTransactions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who holds a transaction waits for nobody. */
class TransactionGuardTest {
  private final NoTransactions transactions = new NoTransactions();
  private final FixedRun run = FixedRun.of(Map.of());

  private Outcome inAction(int requestsBefore) {
    TransactionGuard guard = new TransactionGuard(GuardMode.FAIL, transactions);
    Throwable thrown =
        catchThrowable(
            () ->
                new CurrentInvocation()
                    .around(
                        run.action(),
                        () -> {
                          for (int i = 0; i < requestsBefore; i++) {
                            CurrentInvocation.requestLeaves();
                          }
                          guard.check("POST example.com");
                          return null;
                        }));
    assertThat(thrown).isInstanceOf(InsideTransactionException.class);
    assertThat(thrown).hasMessageContaining("step 'pay' of saga type 'order.place'");
    return OutcomeClassifier.classify(List.of(new TransportClassifier()), thrown);
  }

  @Tag("guarantee-connections")
  @Test
  void anActionsFirstRequestThatIsRefusedHadNoEffect() {
    transactions.active = true;
    assertThat(inAction(0)).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void afterAnotherRequestNobodyKnows() {
    transactions.active = true;
    assertThat(inAction(1)).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void whoHoldsNothingMayCall() {
    TransactionGuard guard = new TransactionGuard(GuardMode.FAIL, transactions);
    assertThatCode(() -> guard.check("POST example.com")).doesNotThrowAnyException();
    transactions.bound = true;
    assertThat(catchThrowable(() -> guard.check("POST example.com")))
        .hasMessageContaining("open-in-view");
  }

  @Test
  void aWarningIsGivenOncePerPlace() {
    Logger logger = (Logger) LoggerFactory.getLogger(TransactionGuard.class.getName());
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    logger.setLevel(ch.qos.logback.classic.Level.WARN);
    transactions.active = true;
    TransactionGuard guard = new TransactionGuard(GuardMode.WARN, transactions);
    for (int i = 0; i < 3; i++) {
      guard.check("POST one.example.com");
      guard.check("POST two.example.com");
    }
    new TransactionGuard(GuardMode.OFF, transactions).check("POST three.example.com");
    logger.detachAppender(log);
    assertThat(log.list).hasSize(2);
  }
}
