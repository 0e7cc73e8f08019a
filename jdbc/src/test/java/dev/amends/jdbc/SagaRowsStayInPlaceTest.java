package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.NewSaga;
import dev.amends.testkit.contract.Samples;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** O4: the end of a saga updates its row on the same page and touches no index. */
class SagaRowsStayInPlaceTest {
  private static final int SAGAS = 2_000;
  private static final int BATCH = 200;

  @Tag("O4")
  @Test
  void endsAreHotUpdates() throws SQLException {
    String schema = PostgreSqlServer.newSchema();
    try (HikariDataSource dataSource = PostgreSqlServer.pool(schema)) {
      Migrations.run(dataSource);
      try (JdbcSagaStore store = JdbcSagaStore.open(dataSource, JdbcTransactions.on(dataSource))) {
        Samples samples = new Samples(store);
        for (int i = 0; i < SAGAS; i += BATCH) {
          writeBatch(samples);
        }
      }
    }
    try (HikariDataSource fresh = PostgreSqlServer.pool(schema)) {
      // The counts of a connection arrive when it has gone.
      long[] updates =
          await()
              .atMost(Duration.ofSeconds(20))
              .until(() -> updates(fresh, schema), each -> each[0] == SAGAS);
      assertThat(updates[1]).isGreaterThan(SAGAS * 9 / 10);
    }
    PostgreSqlServer.dropSchema(schema);
  }

  private static void writeBatch(Samples samples) {
    List<Append> starts = new ArrayList<>();
    List<Append> ends = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      NewSaga saga = samples.unkeyed();
      starts.add(samples.start(saga));
      ends.add(
          samples.end(
              saga.address(), 2, i % 2 == 0 ? SagaStatus.SUCCEEDED : SagaStatus.COMPENSATED));
    }
    samples.write(starts.toArray(Append[]::new));
    samples.write(ends.toArray(Append[]::new));
  }

  private static long[] updates(HikariDataSource dataSource, String schema) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                SELECT n_tup_upd, n_tup_hot_upd
                FROM pg_stat_user_tables
                WHERE relname = 'amends_saga' AND schemaname = '%s'
                """
                    .formatted(schema))) {
      result.next();
      return new long[] {result.getLong(1), result.getLong(2)};
    }
  }
}
