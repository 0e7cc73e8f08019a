package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.Flushed;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Retention;
import dev.amends.testkit.contract.Samples;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Old buckets of the journal go as a whole, and nothing goes that is still needed. */
class JournalPartitionsTest {
  private static final Retention.Keep DAY =
      new Retention.Keep(Duration.ofDays(1), Duration.ofDays(30));
  private static final int OLD = 3;

  private String schema;
  private HikariDataSource dataSource;
  private JdbcSagaStore store;
  private Samples samples;

  @BeforeEach
  void open() {
    schema = PostgreSqlServer.newSchema();
    dataSource = PostgreSqlServer.pool(schema);
    Migrations.run(dataSource);
    store = JdbcSagaStore.open(dataSource, JdbcTransactions.on(dataSource));
    samples = new Samples(store);
  }

  @AfterEach
  void close() {
    store.close();
    dataSource.close();
    PostgreSqlServer.dropSchema(schema);
  }

  @Test
  void thereIsOneForEachOfTheNextDays() throws SQLException {
    assertThat(partitions()).containsExactly(today(), today() + 1, today() + 2, today() + 3);
    Migrations.run(dataSource);
    assertThat(partitions()).hasSize(4);
  }

  @Test
  void rowsOfADayGoToItsPartitionAndOthersToTheRest() throws SQLException {
    ended(today());
    ended(today() - 100);
    assertThat(number("SELECT COUNT(*) FROM amends_journal_" + today())).isEqualTo(2);
    assertThat(number("SELECT COUNT(*) FROM amends_journal_others")).isEqualTo(2);
  }

  @Test
  void aDayWhoseRowsAreAmongTheOthersStaysThere() throws SQLException {
    execute("DROP TABLE amends_journal_" + (today() + 1));
    ended(today() + 1);
    Migrations.run(dataSource);
    assertThat(partitions()).doesNotContain(today() + 1);
    NewSaga saga = ended(today() + 1);
    assertThat(store.journal(saga.address())).hasSize(2);
  }

  @Tag("retention")
  @Test
  void anOldDayIsDroppedWhole() throws SQLException {
    oldPartition();
    NewSaga first = ended(today() - OLD);
    NewSaga second = ended(today() - OLD);
    old(first, second);
    NewSaga young = ended(today());
    removeAll();
    assertThat(partitions()).doesNotContain(today() - OLD);
    assertThat(store.journal(first.address())).isEmpty();
    assertThat(store.find(second.id())).as("keys live longer").isPresent();
    assertThat(store.journal(young.address())).hasSize(2);
  }

  @Tag("retention")
  @Test
  void aSagaThatHasNotEndedKeepsItsDay() throws SQLException {
    oldPartition();
    NewSaga gone = ended(today() - OLD);
    NewSaga unfinished = started(today() - OLD, null);
    old(gone, unfinished);
    removeAll();
    assertThat(partitions()).contains(today() - OLD);
    assertThat(store.journal(gone.address())).as("removed by itself").isEmpty();
    assertThat(store.journal(unfinished.address())).hasSize(1);
  }

  @Tag("retention")
  @Test
  void aSagaThatEndedLateKeepsItsDay() throws SQLException {
    oldPartition();
    NewSaga late = ended(today() - OLD);
    removeAll();
    assertThat(partitions()).contains(today() - OLD);
    assertThat(store.journal(late.address())).hasSize(2);
  }

  @Tag("retention")
  @Test
  void aChildOfASagaThatHasNotEndedKeepsItsDay() throws SQLException {
    oldPartition();
    NewSaga root = started(today(), null);
    NewSaga child = started(today() - OLD, root.address().number());
    end(child);
    old(child);
    removeAll();
    assertThat(partitions()).contains(today() - OLD);
    assertThat(store.journal(child.address())).hasSize(2);
  }

  private void removeAll() {
    SagaAddress after = Retention.START;
    while (after != null) {
      after = store.retention().journals(DAY, after, 100).next();
    }
  }

  private NewSaga ended(int bucket) {
    NewSaga saga = started(bucket, null);
    end(saga);
    return saga;
  }

  private NewSaga started(int bucket, Long root) {
    NewSaga some = samples.saga("order", "key-" + store.reserveNumbers(1), "plan");
    SagaAddress address = new SagaAddress(some.address().number(), bucket);
    NewSaga saga =
        new NewSaga(
            address,
            some.id(),
            some.type(),
            some.key(),
            some.inputHash(),
            some.planHash(),
            some.startedAt(),
            root);
    Append start =
        Append.of(address, 1, 1, address.number() * 2, samples.now(), new byte[] {1})
            .with(new Change.Open(saga, 1L, null));
    assertThat(store.flush(List.of(start))).isEqualTo(Flushed.COMMITTED);
    return saga;
  }

  private void end(NewSaga saga) {
    SagaAddress address = saga.address();
    Append end =
        Append.of(address, 2, 1, address.number() * 2 + 1, samples.now(), new byte[] {1})
            .with(new Change.Close(SagaStatus.SUCCEEDED, null));
    assertThat(store.flush(List.of(end))).isEqualTo(Flushed.COMMITTED);
  }

  /** As if they had been started, and ended, three days ago. */
  private void old(NewSaga... sagas) throws SQLException {
    for (NewSaga saga : sagas) {
      execute(
          """
          UPDATE amends_saga
          SET started_at = now() - INTERVAL '3 days',
              ended_at = ended_at - INTERVAL '3 days'
          WHERE number = %d
          """
              .formatted(saga.address().number()));
    }
  }

  private void oldPartition() throws SQLException {
    int bucket = today() - OLD;
    execute(
        "CREATE TABLE amends_journal_%d PARTITION OF amends_journal FOR VALUES FROM (%d) TO (%d)"
            .formatted(bucket, bucket, bucket + 1));
  }

  private int today() throws SQLException {
    return number("SELECT CAST(floor(extract(epoch FROM now()) / 86400) AS integer)");
  }

  private List<Integer> partitions() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                SELECT CAST(substring(relname FROM '[0-9]+$') AS integer)
                FROM pg_class
                WHERE relname ~ '^amends_journal_[0-9]+$' AND relkind = 'r'
                  AND relnamespace = to_regnamespace(current_schema())
                ORDER BY 1
                """)) {
      List<Integer> found = new java.util.ArrayList<>();
      while (result.next()) {
        found.add(result.getInt(1));
      }
      return found;
    }
  }

  private int number(String query) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getInt(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
