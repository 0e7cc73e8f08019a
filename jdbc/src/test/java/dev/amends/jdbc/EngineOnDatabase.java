package dev.amends.jdbc;

import static dev.amends.definition.Retry.backoff;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.Amends;
import dev.amends.RunResult;
import dev.amends.Signal;
import dev.amends.action.Run;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.jackson.JacksonCodec;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.journal.SagaStatus;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Retention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine on a real database, with local steps that write to it. */
abstract class EngineOnDatabase {
  /** What a transfer is about. */
  record Transfer(String account, int amount) {}

  /** A booking in the database, a call outside, another booking. */
  static final class Move implements SagaDefinition<Transfer, Integer> {
    final JdbcTransactions transactions;
    final Map<String, Integer> calls = new ConcurrentHashMap<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    volatile Outcome refusal = Outcome.unknown(Failure.of("none", "none"));
    volatile boolean refuse;
    volatile CountDownLatch entered = new CountDownLatch(1);
    volatile CountDownLatch mayGoOn = new CountDownLatch(0);

    Move(JdbcTransactions transactions) {
      this.transactions = transactions;
    }

    @Override
    public String name() {
      return "move";
    }

    @Override
    public void define(SagaBuilder<Transfer, Integer> saga) {
      saga.local("debit", run -> book(run, -run.input().amount()))
          .compensate((run, done) -> book(run, run.input().amount()));
      var receipt =
          saga.remote("call", Integer.class, this::call)
              .idempotent()
              .compensateUnknown(run -> calls.remove(run.input().account()))
              .retry(backoff(ofMillis(5), ofMillis(20)).attempts(4));
      saga.local("credit", this::credit).nothingToUndo();
      saga.returns(Integer.class, run -> run.get(receipt));
    }

    private Integer call(Run<Transfer> run) {
      keys.add(run.idempotencyKey());
      if (refuse) {
        throw new OutcomeException(refusal, "refused");
      }
      return calls.merge(run.input().account(), 1, (before, one) -> before);
    }

    private void credit(Run<Transfer> run) throws Exception {
      book(run, run.input().amount() * 1_000);
      entered.countDown();
      if (!mayGoOn.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let it go on");
      }
    }

    private void book(Run<Transfer> run, int amount) throws SQLException {
      try (PreparedStatement insert =
          transactions
              .connection()
              .prepareStatement("INSERT INTO booking (account, amount) VALUES (?, ?)")) {
        insert.setString(1, run.input().account());
        insert.setInt(2, amount);
        insert.executeUpdate();
      }
    }
  }

  /** Rows for each item, a payment that comes from outside, a call. */
  static final class Seats implements SagaDefinition<Transfer, String> {
    private final Move move;
    final List<String> refunds = new CopyOnWriteArrayList<>();

    Seats(Move move) {
      this.move = move;
    }

    @Override
    public String name() {
      return "seats";
    }

    @Override
    public void define(SagaBuilder<Transfer, String> saga) {
      var amounts = saga.forEach(Integer.class, run -> List.of(1, 2), String::valueOf);
      saga.local("hold", run -> move.book(run, run.item(amounts)))
          .compensate((run, done) -> move.book(run, -run.item(amounts)))
          .each(amounts);
      var paid =
          saga.await("paid", String.class, Duration.ofSeconds(20))
              .compensate((run, payment) -> refunds.add(payment));
      saga.remote("ticket", run -> {}).idempotent().nothingToUndo().when(run -> true);
      saga.returns(String.class, run -> run.get(paid));
    }
  }

  /** Two moves, each a saga of its own, and a call that may fail. */
  static final class Tour implements SagaDefinition<Transfer, Void> {
    volatile boolean refuse;

    @Override
    public String name() {
      return "tour";
    }

    @Override
    public void define(SagaBuilder<Transfer, Void> saga) {
      var there =
          saga.child("there", Move.class, Integer.class, run -> to(run, "-there")).nothingToUndo();
      var back = saga.child("seats", Seats.class, String.class, run -> to(run, "-seats"));
      saga.together("both", there, back);
      saga.remote(
              "last",
              run -> {
                if (refuse) {
                  throw new OutcomeException(Outcome.rejected(Failure.of("no", "no")), "refused");
                }
              })
          .idempotent()
          .nothingToUndo();
    }

    private static Transfer to(Run<Transfer> run, String way) {
      return new Transfer(run.input().account() + way, run.input().amount());
    }
  }

  Move move;
  Tour tour;
  Seats seats;
  Amends amends;

  /** A pool for one node; closing it cuts the node off. */
  abstract HikariDataSource pool();

  abstract JdbcTransactions transactions(HikariDataSource pool);

  @BeforeEach
  void begin() throws SQLException {
    HikariDataSource pool = pool();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE booking (account VARCHAR(50), amount INT)");
    }
    JdbcTransactions transactions = transactions(pool);
    move = new Move(transactions);
    seats = new Seats(move);
    tour = new Tour();
    amends = engine(pool, transactions, move, seats, tour);
  }

  @AfterEach
  void end() {
    amends.stop(Duration.ofMillis(200));
  }

  static Amends engine(
      HikariDataSource pool, JdbcTransactions transactions, SagaDefinition<?, ?>... definitions) {
    EngineSettings settings =
        new EngineSettings(
            "test",
            ofMillis(1_000),
            ofMillis(100),
            ofMillis(30),
            ofMillis(500),
            Duration.ofSeconds(10),
            16,
            1_000,
            1 << 16,
            ofMillis(200),
            Duration.ofSeconds(1),
            Retention.Keep.DEFAULT,
            Duration.ofMinutes(5));
    Amends amends =
        Amends.on(JdbcSagaStore.open(pool, transactions), transactions, codec())
            .definitions(List.of(definitions))
            .settings(settings)
            .build();
    amends.start();
    return amends;
  }

  private static JacksonCodec codec() {
    return new JacksonCodec();
  }

  RunResult<Integer> run(String key) {
    return amends.sagas().run(Move.class, key, new Transfer(key, 7), Duration.ofSeconds(8));
  }

  List<Integer> bookings(String account) {
    try (HikariDataSource pool = pool();
        Connection connection = pool.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT amount FROM booking WHERE account = ? ORDER BY amount")) {
      select.setString(1, account);
      List<Integer> amounts = new java.util.ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          amounts.add(rows.getInt(1));
        }
      }
      return amounts;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  SagaStatus status(Amends node, String key) {
    return node.sagas().find(Move.class, key).orElseThrow().status();
  }

  @Tag("local-step")
  @Tag("guarantee-local")
  @Test
  void localWritesAndTheirCheckpointsCommitTogether() {
    assertThat(run("a").orThrow()).isEqualTo(1);
    assertThat(bookings("a")).containsExactly(-7, 7_000);
    assertThat(run("a").orThrow()).isEqualTo(1);
    assertThat(bookings("a")).hasSize(2);
  }

  @Tag("C11")
  @Test
  void aRejectedCallUndoesTheBooking() {
    move.refuse = true;
    move.refusal = Outcome.rejected(new Failure("no", "no", 409, null));
    RunResult<Integer> result = run("a");
    assertThat(result).isInstanceOf(RunResult.Undone.class);
    assertThat(((RunResult.Undone<Integer>) result).cause().httpStatus()).isEqualTo(409);
    assertThat(bookings("a")).containsExactly(-7, 7);
  }

  @Tag("I4")
  @Test
  void aStartThatRollsBackLeavesNothing() {
    assertThatThrownBy(
            () ->
                move.transactions.inNew(
                    () -> {
                      amends.sagas().start(Move.class, "a", new Transfer("a", 7));
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(amends.sagas().find(Move.class, "a")).isEmpty();
    assertThat(bookings("a")).isEmpty();
    assertThat(move.keys).isEmpty();
  }

  @Test
  void aRepeatedStartInATransactionGivesTheFirstSagaAndDoesNoHarm() throws Exception {
    run("a");
    boolean created =
        move.transactions.inNew(
            () -> {
              boolean first = amends.sagas().start(Move.class, "a", new Transfer("a", 7)).created();
              amends.sagas().start(Move.class, "b", new Transfer("b", 7));
              return first;
            });
    assertThat(created).isFalse();
    await().until(() -> status(amends, "b") == SagaStatus.SUCCEEDED);
    assertThat(bookings("a")).hasSize(2);
  }

  private boolean pay(String key, String payment) {
    return amends.sagas().signal(Seats.class, key, Signal.of("paid", payment).withId(payment));
  }

  @Test
  void listsConditionsAndSignalsAreKeptInTheDatabase() throws Exception {
    amends.sagas().start(Seats.class, "s", new Transfer("s", 0));
    assertThat(bookings("s")).containsExactly(1, 2);
    boolean stored = move.transactions.inNew(() -> pay("s", "p-1"));
    assertThat(stored).isTrue();
    await()
        .until(
            () ->
                amends.sagas().find(Seats.class, "s").orElseThrow().status()
                    == SagaStatus.SUCCEEDED);
    assertThat(pay("s", "p-1")).as("the same again").isTrue();
    assertThat(pay("s", "p-2")).isTrue();
    await().until(() -> !seats.refunds.isEmpty());
    assertThat(seats.refunds).containsExactly("p-2");
    assertThat(
            amends.sagas().await(Seats.class, "s", Duration.ofSeconds(1)).orElseThrow().orThrow())
        .isEqualTo("p-1");
  }

  private SagaStatus tour(String key) {
    amends.sagas().start(Tour.class, key, new Transfer(key, 7));
    String parent = amends.sagas().find(Tour.class, key).orElseThrow().id().toString();
    assertThat(
            amends
                .sagas()
                .signal(Seats.class, parent + "/seats/1", Signal.of("paid", "p").withId("p")))
        .isTrue();
    await().until(() -> ended(amends.sagas().find(Tour.class, key).orElseThrow().status()));
    return amends.sagas().find(Tour.class, key).orElseThrow().status();
  }

  private static boolean ended(SagaStatus status) {
    return status.ended();
  }

  @Test
  void sagasDoStepsOfOthersAndAreCalledBack() {
    assertThat(tour("t1")).isEqualTo(SagaStatus.SUCCEEDED);
    assertThat(bookings("t1-there")).containsExactly(-7, 7_000);
    assertThat(bookings("t1-seats")).containsExactly(1, 2);

    tour.refuse = true;
    assertThat(tour("t2")).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(bookings("t2-there")).as("may stay").containsExactly(-7, 7_000);
    assertThat(bookings("t2-seats")).as("is undone").containsExactly(-2, -1, 1, 2);
    assertThat(seats.refunds).containsExactly("p");
  }

  @Tag("guarantee-fencing")
  @Test
  void aZombieInsideALocalStepChangesNothingAfterAdoption() throws Exception {
    move.mayGoOn = new CountDownLatch(1);
    move.entered = new CountDownLatch(1);
    amends.sagas().start(Move.class, "z", new Transfer("z", 7));
    assertThat(move.entered.await(10, TimeUnit.SECONDS)).isTrue();
    expireLeases();
    HikariDataSource pool = pool();
    JdbcTransactions transactions = transactions(pool);
    Move other = new Move(transactions);
    Amends adopter = engine(pool, transactions, other);
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> status(adopter, "z") == SagaStatus.SUCCEEDED);
      move.mayGoOn.countDown();
      await()
          .during(Duration.ofMillis(700))
          .atMost(Duration.ofSeconds(5))
          .until(() -> bookings("z").equals(List.of(-7, 7_000)));
    } finally {
      move.mayGoOn.countDown();
      adopter.stop(Duration.ofMillis(200));
      pool.close();
    }
  }

  @Tag("A5")
  @Test
  void aLocalStepWhosePositionIsTakenRollsBackWhateverItsNodeBelieves() throws Exception {
    move.mayGoOn = new CountDownLatch(1);
    amends.sagas().start(Move.class, "t", new Transfer("t", 7));
    assertThat(move.entered.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(takeNextPosition()).isEqualTo(1);
    move.mayGoOn.countDown();
    amends.stop(Duration.ofSeconds(10));
    assertThat(bookings("t")).containsExactly(-7);
  }

  /** Another writer's row behind the last one of the only saga. */
  private int takeNextPosition() throws SQLException {
    try (HikariDataSource pool = pool();
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
          "INSERT INTO amends_journal (saga, writer, append_no, written_at, bucket, seq, facts)"
              + " SELECT saga, writer + 1000, append_no, written_at, bucket, seq + 1, facts"
              + " FROM amends_journal WHERE seq = (SELECT max(seq) FROM amends_journal)");
    }
  }

  /** As if the node had not been scheduled for longer than its lease: others took it for dead. */
  private void expireLeases() throws Exception {
    try (HikariDataSource pool = pool();
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE amends_node SET state = 2");
    }
  }

  @Test
  void manySagasAtOnceAllFinishOnce() {
    IntStream.range(0, 300)
        .parallel()
        .forEach(i -> amends.sagas().start(Move.class, "m" + i, new Transfer("m" + i, 1)));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> amends.query().countUnfinished().values().stream().allMatch(n -> n == 0));
    for (int i = 0; i < 300; i += 37) {
      assertThat(bookings("m" + i)).containsExactly(-1, 1_000);
    }
  }
}
