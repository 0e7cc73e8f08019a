package dev.amends.spring.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.error.UnknownCommitException;
import dev.amends.jdbc.connection.Dialects;
import dev.amends.spi.Transactions.Completion;
import dev.amends.spring.app.Apps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How transactions end, on a connection whose answers can be lost. */
class CommitTest {
  /** A data source whose commits happen, or not, and whose answers are lost if a test says so. */
  private static final class Unsteady extends DelegatingDataSource {
    private boolean loseAnswer;
    private boolean loseCommit;

    Unsteady() {
      super(new DriverManagerDataSource(Apps.newDatabase(), "sa", ""));
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection real = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                boolean commit = method.getName().equals("commit");
                boolean broken = loseAnswer || loseCommit;
                if ((commit && loseCommit) || (method.getName().equals("rollback") && broken)) {
                  real.rollback();
                  throw new SQLException("The connection broke", "08006");
                }
                try {
                  Object answer = method.invoke(real, arguments);
                  if (commit && loseAnswer) {
                    throw new SQLException("The connection broke", "08006");
                  }
                  return answer;
                } catch (InvocationTargetException thrown) {
                  throw thrown.getTargetException();
                }
              });
    }
  }

  private final Unsteady dataSource = new Unsteady();
  private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);

  @BeforeEach
  void table() {
    jdbc.execute("CREATE TABLE word (text varchar(20) PRIMARY KEY)");
  }

  private List<SpringTransactions> both() {
    List<SpringTransactions> all =
        List.of(
            SpringTransactions.of(dataSource, new JdbcTransactionManager(dataSource), false),
            SpringTransactions.of(dataSource, new DataSourceTransactionManager(dataSource), false));
    all.forEach(each -> each.database(Dialects.of(dataSource)));
    return all;
  }

  private int insert(String word) {
    return jdbc.update("INSERT INTO word VALUES (?)", word);
  }

  @Test
  void aLostAnswerIsSaidToBeLost() {
    AtomicInteger words = new AtomicInteger();
    for (SpringTransactions transactions : both()) {
      for (Consumer<Unsteady> fault :
          List.<Consumer<Unsteady>>of(
              each -> each.loseAnswer = true, each -> each.loseCommit = true)) {
        fault.accept(dataSource);
        assertThatThrownBy(() -> transactions.inNew(() -> insert("w" + words.incrementAndGet())))
            .isInstanceOf(UnknownCommitException.class);
        dataSource.loseAnswer = false;
        dataSource.loseCommit = false;
      }
    }
  }

  @Test
  void whatTheWorkThrowsComesOutAndNothingIsIn() {
    for (SpringTransactions transactions : both()) {
      assertThatThrownBy(
              () ->
                  transactions.inNew(
                      () -> {
                        insert("one");
                        return insert("one");
                      }))
          .isInstanceOf(DuplicateKeyException.class);
      assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM word", Integer.class)).isZero();
    }
  }

  @Test
  void aCallbackThatFailsAfterTheCommitDoesNotUndoIt() throws Exception {
    SpringTransactions transactions = both().get(0);
    transactions.inNew(
        () -> {
          TransactionSynchronizationManager.registerSynchronization(
              new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                  throw new IllegalStateException("a callback failed");
                }
              });
          return insert("kept");
        });
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM word", Integer.class)).isEqualTo(1);
  }

  @Test
  void completionsAreToldHowItEnded() throws Exception {
    SpringTransactions transactions = both().get(0);
    List<String> told = new ArrayList<>();
    Completion completion =
        new Completion() {
          @Override
          public void committed() {
            told.add("committed");
          }

          @Override
          public void notCommitted() {
            told.add("not committed");
          }
        };
    transactions.inNew(
        () -> {
          transactions.onCompletion(completion);
          return 1;
        });
    assertThatThrownBy(
        () ->
            transactions.inNew(
                () -> {
                  transactions.onCompletion(completion);
                  throw new IllegalStateException("no");
                }));
    assertThat(told).containsExactly("committed", "not committed");
  }

  @Test
  void phasesAreKnownInsideAndInCallbacks() {
    JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
    SpringTransactions transactions = SpringTransactions.of(dataSource, manager, false);
    List<String> seen = new ArrayList<>();
    Runnable look =
        () ->
            seen.add(
                (transactions.active() ? "active" : "-")
                    + (transactions.present() ? " present" : ""));
    look.run();
    new TransactionTemplate(manager)
        .executeWithoutResult(
            status -> {
              look.run();
              TransactionSynchronizationManager.registerSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                      look.run();
                    }

                    @Override
                    public void afterCommit() {
                      look.run();
                      inner();
                      look.run();
                    }

                    private void inner() {
                      try {
                        transactions.inNew(
                            () -> {
                              look.run();
                              return insert("inner");
                            });
                      } catch (Exception thrown) {
                        throw new IllegalStateException(thrown);
                      }
                    }
                  });
            });
    look.run();
    assertThat(seen)
        .containsExactly(
            "-", "active present", "active present", "active", "active present", "active", "-");
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM word", Integer.class)).isEqualTo(1);
  }

  @Test
  void aConnectionBoundWithoutATransactionIsSeen() {
    SpringTransactions transactions = both().get(0);
    assertThat(transactions.connectionBound()).isFalse();
    TransactionSynchronizationManager.initSynchronization();
    try {
      Connection connection = DataSourceUtils.getConnection(dataSource);
      assertThat(transactions.connectionBound()).isTrue();
      DataSourceUtils.releaseConnection(connection, dataSource);
    } finally {
      TransactionSynchronizationManager.getSynchronizations()
          .forEach(TransactionSynchronization::beforeCompletion);
      TransactionSynchronizationManager.clearSynchronization();
    }
    assertThat(transactions.connectionBound()).isFalse();
  }

  @Test
  void whatMayPassIsTriedAgain() {
    SpringTransactions transactions = both().get(0);
    assertThat(transactions.transientFailure(new OptimisticLockingFailureException("x"))).isTrue();
    assertThat(transactions.transientFailure(new SQLException("connection", "08006"))).isTrue();
    assertThat(
            transactions.transientFailure(
                new IllegalStateException(
                    new org.springframework.dao.CannotAcquireLockException("x"))))
        .isTrue();
    assertThat(transactions.transientFailure(new DuplicateKeyException("x"))).isFalse();
    assertThat(transactions.transientFailure(new UnknownCommitException("x"))).isFalse();
    assertThat(transactions.transientFailure(new IllegalStateException("x"))).isFalse();
  }
}
