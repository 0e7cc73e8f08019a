package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.jdbc.dialect.Among;
import dev.amends.jdbc.dialect.ColumnType;
import dev.amends.jdbc.dialect.Dialect;
import dev.amends.jdbc.dialect.OwnSettings;
import dev.amends.jdbc.dialect.Sql;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.SagaFilter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statements that run all the time reach their rows by an index, however many rows there are. */
class ClaimPlansTest {
  private static final String SCHEMA = PostgreSqlServer.newSchema();
  private static final Among PLANS = Among.texts(List.of("p1", "p2"));

  private static HikariDataSource dataSource;
  private static Sql sql;

  @BeforeAll
  static void fill() throws SQLException {
    dataSource = PostgreSqlServer.pool(SCHEMA);
    Migrations.run(dataSource);
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      sql = new Sql(Dialect.of(connection));
      statement.execute(
          """
          INSERT INTO amends_node (lease_end, started_at, state, name)
          SELECT now(), now(), CASE WHEN n % 10 = 0 THEN 1 ELSE 2 END, 'n' || n
          FROM generate_series(1, 100) n;
          INSERT INTO amends_saga (number, id, started_at, bucket, end_status, type, saga_key, plan_hash)
          SELECT n, gen_random_uuid(), now(), 1, CASE WHEN n > 20000 THEN NULL ELSE 4 END,
                 't' || n % 3, 'k' || n, 'p1'
          FROM generate_series(1, 40000) n;
          INSERT INTO amends_live
            (saga, owner, due, changed_at, bucket, status, type, plan_hash)
          SELECT n, CASE WHEN n % 50 = 0 THEN 10 * (n / 50 % 10 + 1) END,
                 CASE WHEN n % 50 <> 0 THEN now() + n * INTERVAL '1 minute' END,
                 now(), 1, CASE WHEN n % 1000 = 7 THEN 3 ELSE 1 END, 't1', 'p1'
          FROM generate_series(20001, 40000) n;
          INSERT INTO amends_mailbox (saga, written_at, bucket, kind, body)
          SELECT n, now(), 1, 1, '' FROM generate_series(20001, 22000) n;
          INSERT INTO amends_journal (saga, writer, append_no, written_at, bucket, seq, facts)
          SELECT n, 10, n, now(), 1, s, '' FROM generate_series(1, 20000) n, generate_series(1, 2) s;
          ANALYZE
          """);
    }
  }

  @AfterAll
  static void drop() {
    dataSource.close();
    PostgreSqlServer.dropSchema(SCHEMA);
  }

  @Test
  void orphansAreFoundByOwner() throws SQLException {
    assertThat(kept(JdbcLiveSagas.ORPHANS, PLANS, 200)).contains("amends_live_owner");
  }

  @Test
  void sagasOfAnOwnerAreFoundByOwner() throws SQLException {
    assertThat(kept(JdbcLiveSagas.OWNED, 10L, 0L, -5_000_000L, 200))
        .contains("amends_live_owner")
        .contains("saga > ");
  }

  @Test
  void dueSagasAreFoundByDueTime() throws SQLException {
    assertThat(kept(JdbcLiveSagas.DUE, PLANS, 200))
        .contains("amends_live_due")
        .containsPattern("Index Cond: .*due <= ");
  }

  @Test
  void messagesAreFoundByIdAndTheirSagasByNumber() throws SQLException {
    assertThat(kept(MailboxTable.POLL, 10L, 10L, PLANS, 100))
        .contains("amends_mailbox_pk")
        .contains("amends_live_pk");
  }

  @Test
  void endsMovesAndDeletionsOfManySagasReachTheirRowsByNumber() throws SQLException {
    assertThat(generic(SagaTable.END_SET, "smallint[], bigint[], bigint[]"))
        .contains("amends_saga_pk");
    assertThat(generic(LiveTable.MOVE_SET, "smallint[], smallint[], bigint[], bigint[], bigint[]"))
        .contains("amends_live_pk");
    assertThat(generic(LiveTable.DELETE_SET, "bigint[]")).contains("amends_live_pk");
  }

  @Test
  void journalsAreReadByTheirKey() throws SQLException {
    assertThat(borrowed(JournalTable.OF_SAGAS, 1, Among.numbers(List.of(5L, 6L, 7L))))
        .contains("amends_journal_others_pkey");
  }

  @Tag("O5")
  @Test
  void unfinishedOnesAreListedByStatus() throws SQLException {
    assertThat(listed(SagaStatus.PARKED)).contains("amends_live_status");
  }

  @Test
  void finishedOnesAreListedByNumber() throws SQLException {
    assertThat(listed(null)).contains("amends_saga_pk").doesNotContain("Sort");
    assertThat(listed(SagaStatus.SUCCEEDED)).contains("amends_saga_pk").doesNotContain("Sort");
  }

  @Test
  void whatIsOldEnoughToGoIsFoundByNumber() throws SQLException {
    Among some = Among.numbers(List.of(5L, 6L, 7L));
    long day = 86_400_000_000L;
    assertThat(kept(RetentionTables.JOURNALS, 1, 100L, 500))
        .contains("amends_journal_others_pkey")
        .doesNotContain("Sort");
    assertThat(kept(RetentionTables.SAGAS, 100L, 2_000)).contains("amends_saga_pk");
    assertThat(kept(RetentionTables.OLD, some, -day)).contains("amends_saga_pk");
    assertThat(kept(RetentionTables.CLAIM, -day, some, -day)).contains("amends_saga_pk");
    assertThat(kept(RetentionTables.LENGTHS, 1, some)).contains("amends_journal_others_pkey");
  }

  @Test
  void whatGoesIsFoundByNumber() throws SQLException {
    Among some = Among.numbers(List.of(5L, 6L, 7L));
    assertThat(kept(RetentionTables.DELETE_JOURNALS, 1, some))
        .contains("amends_journal_others_pkey");
    assertThat(kept(RetentionTables.DELETE_SAGAS, some)).contains("amends_saga_pk");
    assertThat(kept(RetentionTables.DELETE_COMPENSATED, some)).contains("amends_compensated_pk");
    assertThat(
            kept(
                RetentionTables.DELETE_AUDITS, new Among(ColumnType.UUID, List.of(new UUID(1, 2)))))
        .contains("amends_audit_saga");
  }

  private static String listed(@Nullable SagaStatus status) throws SQLException {
    List<@Nullable Object> parameters = new ArrayList<>();
    String query = SagaQueries.query(new SagaFilter(null, status, null, null, 50), parameters);
    return borrowed(query, parameters.toArray());
  }

  /** The plan on a connection that the engine keeps. */
  private static String kept(String query, Object... parameters) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Dialect dialect = sql.dialect();
      OwnSettings own = dialect.ownSettings(connection);
      dialect.keep(connection, Duration.ofSeconds(1), Duration.ofSeconds(1));
      String plan = plan(connection, "EXPLAIN " + query, parameters);
      own.restore(connection);
      return plan;
    }
  }

  private static String borrowed(String query, @Nullable Object... parameters) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return plan(connection, "EXPLAIN " + query, parameters);
    }
  }

  /** The plan for any parameters, as the server keeps it, made while it believes in few rows. */
  private static String generic(String statement, String types) throws SQLException {
    String numbered = sql.dialect().complete(statement);
    int count = types.split(",").length;
    for (int i = 1; i <= count; i++) {
      numbered = numbered.replaceFirst("\\?", "\\$" + i);
    }
    try (Connection connection = dataSource.getConnection();
        Statement prepared = connection.createStatement()) {
      OwnSettings own = sql.dialect().ownSettings(connection);
      sql.dialect().keep(connection, Duration.ofSeconds(1), Duration.ofSeconds(1));
      prepared.execute("SET plan_cache_mode = force_generic_plan");
      prepared.execute("PREPARE probe (%s) AS %s".formatted(types, numbered));
      String nulls = "NULL" + ", NULL".repeat(count - 1);
      String plan = plan(connection, "EXPLAIN EXECUTE probe (%s)".formatted(nulls));
      prepared.execute("DEALLOCATE probe; RESET plan_cache_mode");
      own.restore(connection);
      return plan;
    }
  }

  /** Any plan that reads a large table whole fails here. */
  private static String plan(Connection connection, String query, @Nullable Object... parameters)
      throws SQLException {
    String plan =
        String.join("\n", sql.list(connection, query, row -> row.getString(1), parameters));
    assertThat(plan)
        .doesNotContain("Seq Scan on amends_live")
        .doesNotContain("Seq Scan on amends_saga")
        .doesNotContain("Seq Scan on amends_journal");
    return plan;
  }
}
