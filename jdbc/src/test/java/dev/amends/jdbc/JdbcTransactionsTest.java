package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Opened;
import dev.amends.spi.SagaStore;
import dev.amends.testkit.contract.Samples;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What user code may do with the connection of its transaction, and how failures are told apart.
 */
class JdbcTransactionsTest {
  private PostgreSqlFixture fixture;
  private JdbcTransactions transactions;
  private SagaStore store;
  private Samples samples;

  @BeforeEach
  void open() throws Exception {
    fixture = new PostgreSqlFixture();
    transactions = fixture.transactions();
    store = fixture.open();
    samples = new Samples(store);
    transactions.inNew(() -> execute("CREATE TABLE account (id int PRIMARY KEY, amount int)"));
  }

  @AfterEach
  void close() {
    store.close();
    fixture.close();
  }

  @Test
  void businessWritesAndAStartCommitTogether() throws Exception {
    NewSaga saga = samples.saga("k1");

    transactions.inNew(
        () -> {
          execute("INSERT INTO account VALUES (1, 10)");
          return start(saga);
        });

    assertThat(accounts()).isEqualTo(1);
    assertThat(store.find(saga.id())).isPresent();
  }

  @Test
  void businessWritesAndAStartRollBackTogether() {
    NewSaga saga = samples.saga("k1");

    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      start(saga);
                      return execute("INSERT INTO account VALUES (1, NULL), (1, NULL)");
                    }))
        .isInstanceOf(SQLException.class)
        .satisfies(thrown -> assertThat(transactions.transientFailure(thrown)).isFalse());

    assertThat(store.find(saga.id())).isEmpty();
  }

  @Tag("I2")
  @Test
  void aStartUndoneByASavepointIsNotFoundAfterTheCommit() throws Exception {
    NewSaga saga = samples.saga("k1");

    transactions.inNew(
        () -> {
          Connection connection = transactions.connection();
          Savepoint before = connection.setSavepoint();
          start(saga);
          connection.rollback(before);
          return execute("INSERT INTO account VALUES (1, 10)");
        });

    assertThat(accounts()).isEqualTo(1);
    assertThat(store.byNumber(List.of(saga.address().number()))).isEmpty();
  }

  @Tag("P8")
  @Test
  void userCodeCannotEndTheTransaction() throws Exception {
    transactions.inNew(
        () -> {
          execute("INSERT INTO account VALUES (1, 10)");
          try (Connection connection = transactions.connection()) {
            assertThatThrownBy(connection::commit).hasMessageContaining("commit() is not for code");
            assertThatThrownBy(connection::rollback).hasMessageContaining("throw to roll back");
            assertThatThrownBy(() -> connection.setAutoCommit(true))
                .isInstanceOf(SQLException.class);
          }
          return execute("INSERT INTO account VALUES (2, 10)");
        });

    assertThat(accounts()).isEqualTo(2);
  }

  @Test
  void outsideATransactionThereIsNoConnection() {
    assertThatIllegalStateException().isThrownBy(transactions::connection);
    assertThatIllegalStateException().isThrownBy(() -> store.open(samples.saga("k1")));
  }

  @Test
  void anUnknownCommitOfAnInnerTransactionRollsTheOuterOneBack() {
    assertThatExceptionOfType(UnknownCommitException.class)
        .isThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      execute("INSERT INTO account VALUES (1, 10)");
                      return transactions.inNew(
                          () -> {
                            fixture.loseNextCommitAnswer();
                            return execute("INSERT INTO account VALUES (2, 10)");
                          });
                    }));

    assertThat(accounts()).isEqualTo(1);
  }

  @Test
  void aRaceForAKeyAtRepeatableReadMayBeRunAgain() {
    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                      execute("SELECT count(*) FROM account");
                      samples.write(samples.start(samples.saga("k1")));
                      return store.open(samples.saga("k1"));
                    }))
        .isInstanceOf(StoreUnavailableException.class)
        .satisfies(thrown -> assertThat(transactions.transientFailure(thrown)).isTrue());
  }

  @Test
  void aTakenKeyDoesNotHarmATransactionAtRepeatableReadThatCanSeeIt() throws Exception {
    samples.write(samples.start(samples.saga("k1")));

    Opened opened =
        transactions.inNew(
            () -> {
              execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
              Opened answer = store.open(samples.saga("k1"));
              execute("INSERT INTO account VALUES (1, 10)");
              return answer;
            });

    assertThat(opened).isInstanceOf(Opened.Existing.class);
    assertThat(accounts()).isEqualTo(1);
  }

  @Tag("C11")
  @Test
  void aDeadlockMayBeRunAgain() throws Exception {
    transactions.inNew(() -> execute("INSERT INTO account VALUES (1, 0), (2, 0)"));
    CyclicBarrier bothHaveOne = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<Optional<Exception>> first = threads.submit(() -> failure(bothHaveOne, 1, 2));
    Future<Optional<Exception>> second = threads.submit(() -> failure(bothHaveOne, 2, 1));
    threads.shutdown();

    assertThat(List.of(first.get(), second.get()))
        .filteredOn(Optional::isPresent)
        .singleElement()
        .satisfies(
            thrown ->
                assertThat(transactions.transientFailure(new IllegalStateException(thrown.get())))
                    .isTrue());
  }

  @Tag("C11")
  @Test
  void anOptimisticLockIsKnownByItsName() {
    assertThat(transactions.transientFailure(new OptimisticLockException())).isTrue();
    assertThat(transactions.transientFailure(new StaleRow())).isTrue();
    assertThat(transactions.transientFailure(new RuntimeException(new StaleRow()))).isTrue();
    assertThat(transactions.transientFailure(new RuntimeException("OptimisticLock"))).isFalse();
  }

  private Optional<Exception> failure(CyclicBarrier bothHaveOne, int first, int second) {
    try {
      transactions.inNew(
          () -> {
            execute("UPDATE account SET amount = 1 WHERE id = " + first);
            bothHaveOne.await();
            return execute("UPDATE account SET amount = 1 WHERE id = " + second);
          });
      return Optional.empty();
    } catch (Exception thrown) {
      return Optional.of(thrown);
    }
  }

  private boolean start(NewSaga saga) {
    store.open(saga);
    return store.append(samples.start(saga));
  }

  private boolean execute(String sql) throws SQLException {
    try (Statement statement = transactions.connection().createStatement()) {
      return statement.execute(sql);
    }
  }

  private int accounts() {
    try (Connection connection = fixture.direct().getConnection();
        Statement statement = connection.createStatement();
        var result = statement.executeQuery("SELECT count(*) FROM account")) {
      result.next();
      return result.getInt(1);
    } catch (SQLException thrown) {
      throw new AssertionError(thrown);
    }
  }

  /** As JPA's is called. */
  private static class OptimisticLockException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class StaleRow extends OptimisticLockException {
    private static final long serialVersionUID = 1L;
  }
}
