package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.action.Run;
import dev.amends.definition.SagaBuilder;
import dev.amends.jdbc.hard.Contention.Way;
import dev.amends.journal.SagaStatus;
import dev.amends.query.SagaView;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * T6, C11: real deadlocks (40P01) and real serialization failures (40001) between the transactions
 * of local steps. They are tried again; no saga hears of them, and none is counted as a failure of
 * its step.
 */
@Timeout(90)
class ConflictsTest extends HardCells {
  private static final Logger log = LoggerFactory.getLogger(ConflictsTest.class);
  private static final int PAIRS = 100;
  private static final int WORKERS = 40;
  private static final String SESSION =
      """
      SET deadlock_timeout = '100ms';
      SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL %s
      """;

  @ParameterizedTest(name = "{1} at {0}")
  @CsvSource({
    "READ COMMITTED, CROSSED_LOCKS",
    "REPEATABLE READ, CROSSED_LOCKS",
    "SERIALIZABLE, CROSSED_LOCKS",
    "REPEATABLE READ, ONE_ROW",
    "SERIALIZABLE, ONE_ROW",
    "SERIALIZABLE, WRITE_SKEW"
  })
  void aConflictIsTriedAgainAndNoSagaHearsOfIt(String isolation, Way way) {
    tables.execute(
        """
        CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL);
        INSERT INTO account SELECT id, 0 FROM generate_series(0, %d) AS id
        """
            .formatted(2 * PAIRS - 1));
    Contention contention = new Contention(way);
    HardNode node =
        made(
            HardNode.working(WORKERS),
            (saga, steps) -> define(saga, steps, contention),
            SESSION.formatted(isolation));
    node.pool.setMaximumPoolSize(2 * WORKERS);
    node.started();
    long begun = System.nanoTime();
    for (int i = 0; i < 2 * PAIRS; i++) {
      start(node, "k" + i);
    }
    eventually("nothing is unfinished", () -> tables.unfinished().isEmpty());
    long millis = (System.nanoTime() - begun) / 1_000_000;

    int conflicts = 0;
    for (String key : acknowledged) {
      SagaView saga = view(node, key);
      assertThat(saga.status()).as(key).isEqualTo(SagaStatus.SUCCEEDED);
      conflicts += saga.steps().get(1).attempts() - 1;
    }
    log.info("{} conflicts by {} at {} in {} ms", conflicts, way, isolation, millis);
    assertThat(conflicts).isGreaterThanOrEqualTo(PAIRS);
    assertThat(tables.numbers("SELECT SUM(balance) FROM account GROUP BY id / 2"))
        .as("what a pair of accounts comes to")
        .containsOnly(way.total)
        .hasSize(PAIRS);
    assertThat(node.told.fenced).isEmpty();
    reckon(node);
  }

  private static void define(SagaBuilder<String, String> saga, Steps steps, Contention contention) {
    steps.idempotent(saga, "first");
    saga.local("transfer", run -> transfer(run, steps, contention))
        .compensate((run, done) -> steps.unbook(run, "transfer"))
        .retry(Steps.PATIENT);
    steps.idempotent(saga, "last");
  }

  private static void transfer(Run<String> run, Steps steps, Contention contention)
      throws Exception {
    steps.book(run, "transfer");
    int number = Integer.parseInt(String.valueOf(run.key()).substring(1));
    contention.work(steps.transactions.connection(), number);
  }
}
