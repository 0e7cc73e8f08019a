package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.Amends;
import dev.amends.RunResult;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineOnPostgreSqlTest extends EngineOnDatabase {
  private final String schema = PostgreSqlServer.newSchema();
  private final FaultProxy proxy = new FaultProxy(PostgreSqlServer.port());
  private HikariDataSource first;

  @Override
  HikariDataSource pool() {
    if (first == null) {
      first = PostgreSqlServer.pool(schema, proxy.port());
      Migrations.run(first);
      return first;
    }
    return PostgreSqlServer.pool(schema);
  }

  @Override
  JdbcTransactions transactions(HikariDataSource pool) {
    return JdbcTransactions.on(pool);
  }

  @AfterEach
  void drop() {
    first.close();
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aLostCommitAnswerAtAnyCommitChangesNothing(int which) {
    for (int i = 1; i < which; i++) {
      run("warm" + i);
    }
    for (int i = 0; i < 4; i++) {
      proxy.cutAfter("COMMIT");
      String key = "lost-%d-%d".formatted(which, i);
      RunResult<Integer> result = run(key);
      assertThat(result).as("%s", result).isInstanceOf(RunResult.Succeeded.class);
      assertThat(bookings(key)).containsExactly(-7, 7_000);
    }
  }

  @Test
  void aCommitThatNeverArrivedIsDoneAgain() {
    for (int i = 0; i < 6; i++) {
      proxy.cutBefore("COMMIT");
      String key = "cut-" + i;
      assertThat(run(key)).isInstanceOf(RunResult.Succeeded.class);
      assertThat(bookings(key)).containsExactly(-7, 7_000);
    }
  }

  @Test
  void anotherNodeFinishesWhatALostOneBegan() {
    move.refuse = true;
    for (int i = 0; i < 40; i++) {
      amends.sagas().start(Move.class, "o" + i, new Transfer("o" + i, 7));
    }
    first.close();
    HikariDataSource pool = pool();
    JdbcTransactions transactions = transactions(pool);
    Move other = new Move(transactions);
    Amends adopter = engine(pool, transactions, other);
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> adopter.query().countUnfinished().values().stream().allMatch(n -> n == 0));
      for (int i = 0; i < 40; i++) {
        assertThat(bookings("o" + i)).startsWith(-7).hasSize(2);
      }
    } finally {
      adopter.stop(Duration.ofMillis(200));
      pool.close();
    }
  }
}
