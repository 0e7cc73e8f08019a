package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.error.UnknownCommitException;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.spi.Append;
import dev.amends.spi.Flushed;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Stamp;
import dev.amends.testkit.contract.Samples;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** B1 and B2: what a writer learns when a connection breaks around a commit. */
class LostAnswersTest {
  private static final String SINGLE = "INSERT INTO amends_journal";
  private static final String FIRST_OF_A_START = "INSERT INTO amends_saga";

  private final String schema = PostgreSqlServer.newSchema();
  private final FaultProxy proxy = new FaultProxy(PostgreSqlServer.port());
  private final HikariDataSource proxied = PostgreSqlServer.pool(schema, proxy.port());
  private final HikariDataSource direct = PostgreSqlServer.pool(schema);
  private JdbcTransactions transactions;
  private JdbcSagaStore store;
  private JdbcSagaStore witness;
  private Samples samples;

  @BeforeEach
  void open() {
    Migrations.run(direct);
    transactions = JdbcTransactions.on(proxied);
    store = JdbcSagaStore.open(proxied, transactions);
    witness = JdbcSagaStore.open(direct, JdbcTransactions.on(direct));
    samples = new Samples(witness);
  }

  @AfterEach
  void close() {
    store.close();
    witness.close();
    proxied.close();
    direct.close();
    proxy.close();
    PostgreSqlServer.dropSchema(schema);
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundByWritingTheSameRowsAgain() {
    List<Append> batch = starts();
    proxy.cutAfter("COMMIT");

    assertThat(store.flush(batch)).isEqualTo(Flushed.LOST);
    assertThat(proxy.hasCut()).isTrue();
    assertThat(store.flush(batch)).isEqualTo(Flushed.CONFLICT);

    for (Append append : batch) {
      assertThat(store.stampAt(append.saga(), 1))
          .contains(new Stamp(append.writer(), append.number()));
    }
  }

  @Test
  void aCommitThatNeverArrivedIsMadeUpForByWritingTheSameRowsAgain() {
    List<Append> batch = starts();
    proxy.cutBefore("COMMIT");

    assertThat(store.flush(batch)).isEqualTo(Flushed.LOST);

    assertThat(proxy.hasCut()).isTrue();
    assertThat(settled(batch)).isEqualTo(Flushed.COMMITTED);
  }

  @Tag("B2")
  @Test
  void aReadAfterALostAnswerProvesNothing() throws Exception {
    List<Append> batch = starts();
    execute(
        """
        CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_sleep(1); RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON amends_journal
          DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW WHEN (NEW.append_no = 1) EXECUTE FUNCTION dawdle()
        """);
    proxy.cutAt("COMMIT");

    assertThat(store.flush(batch)).isEqualTo(Flushed.LOST);

    Append first = batch.get(0);
    assertThat(witness.stampAt(first.saga(), 1)).isEmpty();
    assertThat(store.flush(batch)).isEqualTo(Flushed.BLOCKED);
    assertThat(settled(batch)).isEqualTo(Flushed.CONFLICT);
    assertThat(store.stampAt(first.saga(), 1)).contains(new Stamp(first.writer(), first.number()));
  }

  @Test
  void aConnectionThatBreaksBeforeTheCommitWasSentHasWrittenNothing() {
    List<Append> batch = starts();
    proxy.cutBefore(FIRST_OF_A_START);

    assertThat(store.flush(batch)).isEqualTo(Flushed.UNAVAILABLE);

    assertThat(proxy.hasCut()).isTrue();
    assertThat(store.flush(batch)).isEqualTo(Flushed.COMMITTED);
  }

  @Test
  void aStatementThatCommitsItselfMayBeInWhenItsAnswerIsLost() {
    NewSaga saga = started();
    List<Append> step = List.of(samples.step(saga.address(), 2));
    proxy.cutAfter(SINGLE);

    assertThat(store.flush(step)).isEqualTo(Flushed.LOST);

    assertThat(proxy.hasCut()).isTrue();
    assertThat(store.flush(step)).isEqualTo(Flushed.CONFLICT);
    assertThat(store.stampAt(saga.address(), 2).orElseThrow().number())
        .isEqualTo(step.get(0).number());
  }

  @Test
  void aStatementThatCommitsItselfMayBeOutWhenItsAnswerIsLost() {
    NewSaga saga = started();
    List<Append> step = List.of(samples.step(saga.address(), 2));
    proxy.cutBefore(SINGLE);

    assertThat(store.flush(step)).isEqualTo(Flushed.LOST);

    assertThat(proxy.hasCut()).isTrue();
    assertThat(settled(step)).isEqualTo(Flushed.COMMITTED);
  }

  @Test
  void aUserTransactionWhoseCommitNeverArrivedIsUnknownAndLeavesNothing() {
    NewSaga saga = samples.saga("k1");
    assertThatExceptionOfType(UnknownCommitException.class)
        .isThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      store.open(saga);
                      proxy.cutBefore("COMMIT");
                      return store.append(samples.start(saga));
                    }))
        .satisfies(thrown -> assertThat(transactions.transientFailure(thrown)).isFalse());

    assertThat(witness.find(saga.id())).isEmpty();
  }

  @Test
  void aUserTransactionThatLosesItsConnectionBeforeTheCommitMayBeRunAgain() {
    NewSaga saga = samples.saga("k1");
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      proxy.cutBefore(FIRST_OF_A_START);
                      return store.open(saga);
                    }))
        .satisfies(thrown -> assertThat(transactions.transientFailure(thrown)).isTrue());

    assertThat(witness.find(saga.id())).isEmpty();
  }

  @Test
  void anAdoptionWhoseAnswerIsLostSaysSo() {
    NewSaga saga = started();
    List<dev.amends.journal.SagaAddress> adopted = new java.util.ArrayList<>();
    proxy.cutAfter("COMMIT");

    Flushed answer =
        store
            .live()
            .adopt(
                42,
                samples.now(),
                List.of(samples.adoption(saga.address(), Samples.WRITER)),
                adopted);

    assertThat(answer).isEqualTo(Flushed.LOST);
    assertThat(adopted).isEmpty();
    assertThat(witness.find(saga.id()).orElseThrow().owner()).isEqualTo(42L);
  }

  @Test
  void aStepIsOneRoundTripAndAStartIsTwo() {
    NewSaga first = samples.saga("k1");
    List<Append> batch = List.of(samples.start(first), samples.start(samples.saga("k2")));
    List<Append> steps = List.of(samples.step(first.address(), 2));
    assertThat(store.flush(starts())).isEqualTo(Flushed.COMMITTED);

    assertThat(roundTrips(batch)).isEqualTo(2);
    assertThat(roundTrips(steps)).isEqualTo(1);
  }

  private int roundTrips(List<Append> batch) {
    int before = proxy.roundTrips();
    assertThat(store.flush(batch)).isEqualTo(Flushed.COMMITTED);
    return proxy.roundTrips() - before;
  }

  private List<Append> starts() {
    return List.of(samples.start(samples.saga("a")), samples.start(samples.saga("b")));
  }

  private NewSaga started() {
    NewSaga saga = samples.saga("k0");
    samples.write(samples.start(saga));
    return saga;
  }

  /** A server notices a cut only in time; until then its transaction holds the rows. */
  private Flushed settled(List<Append> batch) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .until(() -> store.flush(batch), answer -> answer != Flushed.BLOCKED);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = direct.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
