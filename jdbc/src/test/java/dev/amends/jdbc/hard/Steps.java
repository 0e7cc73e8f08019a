package dev.amends.jdbc.hard;

import static java.time.Duration.ofMillis;

import dev.amends.action.Run;
import dev.amends.definition.LocalStep;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.jdbc.connection.JdbcTransactions;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Steps whose effects are counted: local ones as rows of the business, remote ones outside. */
final class Steps {
  static final Retry QUICK = Retry.backoff(ofMillis(5), ofMillis(40)).attempts(4);
  static final Retry PATIENT = Retry.backoff(ofMillis(10), ofMillis(200)).attempts(200);

  private static final String BOOK = "INSERT INTO booking (saga, step) VALUES (?, ?)";
  private static final String UNBOOK = "DELETE FROM booking WHERE saga = ? AND step = ?";

  final JdbcTransactions transactions;
  final Outside outside;

  Steps(JdbcTransactions transactions, Outside outside) {
    this.transactions = transactions;
    this.outside = outside;
  }

  /** A row in the step's transaction, taken away when it is undone. */
  LocalStep<String, ?> local(SagaBuilder<String, String> saga, String name) {
    return saga.local(name, run -> book(run, name))
        .compensate((run, done) -> unbook(run, name))
        .retry(PATIENT);
  }

  /** A call that the other side takes once a key, undone by its name. */
  RemoteStep<String, String> idempotent(SagaBuilder<String, String> saga, String name) {
    return saga.remote(name, String.class, run -> outside.act(name, run))
        .idempotent()
        .compensateUnknown(run -> outside.undo(name, run))
        .retry(QUICK)
        .undoing(PATIENT);
  }

  /** A call that is looked for when its answer was lost. */
  RemoteStep<String, String> probed(SagaBuilder<String, String> saga, String name) {
    return saga.remote(name, String.class, run -> outside.act(name, run))
        .probe(run -> outside.find(name, run))
        .compensate((run, result) -> outside.undo(name, run))
        .settle(ofMillis(30))
        .retry(QUICK)
        .undoing(PATIENT);
  }

  void book(Run<?> run, String step) throws SQLException {
    write(BOOK, run, step);
  }

  void unbook(Run<?> run, String step) throws SQLException {
    write(UNBOOK, run, step);
  }

  private void write(String sql, Run<?> run, String step) throws SQLException {
    try (PreparedStatement statement = transactions.connection().prepareStatement(sql)) {
      statement.setString(1, run.key());
      statement.setString(2, step);
      statement.executeUpdate();
    }
  }
}
