package dev.amends.jdbc;

import static dev.amends.spi.Retention.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.amends.spi.Retention;
import dev.amends.spi.Retention.Chunk;
import dev.amends.spi.Retention.Keep;
import dev.amends.spi.SagaStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a transaction of removal deletes, and for how long it has a connection. */
class RemovalIsBoundedTest {
  private static final Keep WEEK = new Keep(Duration.ofDays(7), Duration.ofDays(7));

  /** Two and a bit of these are what one transaction deletes. */
  private static final int LONG = JdbcRetention.MOST_ROWS * 2 / 5;

  private final H2Fixture database = new H2Fixture();
  private final SagaStore store = database.open();
  private final Retention retention = store.retention();

  @BeforeEach
  void fill() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO amends_saga
            (number, id, started_at, ended_at, bucket, end_status, type, saga_key, plan_hash)
          SELECT x, random_uuid(), DATEADD(DAY, -9, CURRENT_TIMESTAMP),
                 DATEADD(DAY, -8, CURRENT_TIMESTAMP), 1, 4, 't', 'k' || x, 'p'
          FROM SYSTEM_RANGE(1, 5)
          """);
      statement.execute(
          """
          INSERT INTO amends_journal (saga, writer, append_no, written_at, bucket, seq, facts)
          SELECT s.x, 1, r.x, CURRENT_TIMESTAMP, 1, r.x, X'00'
          FROM SYSTEM_RANGE(1, 5) s CROSS JOIN SYSTEM_RANGE(1, %d) r
          """
              .formatted(LONG));
    }
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Tag("retention")
  @Test
  void oneTransactionDeletesSoManyRowsAtMost() {
    Chunk first = retention.journals(WEEK, START, 100);
    assertThat(first.sagas()).isEqualTo(2);
    assertThat(first.next()).isNotNull();

    Chunk second = retention.journals(WEEK, first.next(), 100);
    assertThat(second.sagas()).isEqualTo(2);

    Chunk third = retention.journals(WEEK, second.next(), 100);
    assertThat(third.sagas()).isEqualTo(1);
    assertThat(store.find("t", List.of("k1", "k2", "k3", "k4", "k5"))).isEmpty();
  }

  @Test
  void itsConnectionGoesBackWhenARoundIsOver() {
    HikariDataSource pool = database.dataSource();
    HikariPoolMXBean state = pool.getHikariPoolMXBean();
    int before = state.getActiveConnections();

    Chunk chunk = retention.journals(WEEK, START, 1);
    assertThat(state.getActiveConnections()).isEqualTo(before + 1);
    while (chunk.next() != null) {
      chunk = retention.journals(WEEK, chunk.next(), 100);
    }

    assertThat(state.getActiveConnections()).isEqualTo(before);
  }
}
