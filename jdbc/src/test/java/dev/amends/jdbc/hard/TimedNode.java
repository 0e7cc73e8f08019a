package dev.amends.jdbc.hard;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.Amends;
import dev.amends.action.Run;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.jackson.JacksonCodec;
import dev.amends.jdbc.JdbcSagaStore;
import dev.amends.jdbc.PostgreSqlServer;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * A process with an engine whose sagas wait: for a second attempt, and for a signal that never
 * comes. Each call is on record with the database's time. For every line that it reads it says what
 * time it believes it is.
 */
final class TimedNode implements SagaDefinition<String, Void> {
  /** From the first attempt to the second, at least. */
  static final Duration PAUSE = ofMillis(500);

  /** From the second attempt to the undo, at least; long enough to leave memory. */
  static final Duration WAIT = ofMillis(2_500);

  private final DataSource records;

  private TimedNode(DataSource records) {
    this.records = records;
  }

  /** Takes port, schema, a prefix of keys, and how many sagas to start. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    try (HikariDataSource pool = PostgreSqlServer.pool(args[1], Integer.parseInt(args[0]))) {
      JdbcTransactions transactions = JdbcTransactions.on(pool);
      JdbcSagaStore store = JdbcSagaStore.open(pool, transactions);
      Amends amends =
          Amends.on(store, transactions, new JacksonCodec())
              .definitions(List.of(new TimedNode(pool)))
              .settings(HardNode.settings(ofSeconds(2)))
              .build();
      amends.start();
      for (int i = 0; i < Integer.parseInt(args[3]); i++) {
        amends.sagas().start(TimedNode.class, args[2] + i, "input");
      }
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (in.readLine() != null) {
        System.err.println("TIME " + System.currentTimeMillis());
      }
      amends.stop(ofSeconds(2));
      store.close();
    }
  }

  @Override
  public String name() {
    return "timed";
  }

  @Override
  public void define(SagaBuilder<String, Void> saga) {
    saga.remote("call", this::call)
        .idempotent()
        .compensateUnknown(run -> record(run, "undo"))
        .retry(Retry.backoff(PAUSE.multipliedBy(2), PAUSE.multipliedBy(2)).attempts(4));
    saga.await("paid", String.class, WAIT);
  }

  private void call(Run<String> run) throws SQLException {
    record(run, run.attempt() == 1 ? "first" : "second");
    if (run.attempt() == 1) {
      throw new OutcomeException(Outcome.notSent(Failure.of("down", "not there")), "not there");
    }
  }

  private void record(Run<String> run, String what) throws SQLException {
    try (Connection connection = records.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO called (saga, what, at) VALUES (?, ?, clock_timestamp())")) {
      insert.setString(1, run.key());
      insert.setString(2, what);
      insert.executeUpdate();
    }
  }
}
