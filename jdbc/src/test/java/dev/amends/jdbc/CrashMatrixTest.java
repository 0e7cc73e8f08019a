package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.action.Run;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.jdbc.connection.JdbcTransactions;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.outcome.Probed;
import dev.amends.testkit.explore.CrashExplorer;
import dev.amends.testkit.explore.CrashReport;
import dev.amends.testkit.explore.Effects;
import dev.amends.testkit.explore.Ground;
import dev.amends.testkit.explore.Settled;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two local and two remote steps on a real database, once for everything that can go wrong at every
 * point that they pass, in every scenario, and pairs of it. What the points are, and what is tried
 * at each, stands in {@code docs/crash-matrix.md}.
 */
class CrashMatrixTest {
  private static final Logger log = LoggerFactory.getLogger(CrashMatrixTest.class);
  private static final AtomicLong DATABASES = new AtomicLong();
  private static final Duration MOST =
      Duration.ofSeconds(Long.getLong("amends.matrix.seconds", 240));
  private static final ReusedSchemas SCHEMAS = new ReusedSchemas();

  @AfterAll
  static void dropSchemas() {
    SCHEMAS.close();
  }

  /** The seats and the house that takes bookings. */
  private static final class World {
    private final Effects effects;
    private JdbcTransactions transactions;

    World(Effects effects) {
      this.effects = effects;
    }

    Ground on(HikariDataSource pool, Runnable release) {
      Migrations.run(pool);
      execute(pool, "CREATE TABLE IF NOT EXISTS booking (step VARCHAR(20), amount INT)");
      transactions = JdbcTransactions.on(pool);
      JdbcSagaStore store = JdbcSagaStore.open(pool, transactions);
      return Ground.of(
          store,
          transactions,
          () -> {
            store.close();
            pool.close();
            release.run();
          });
    }

    void book(String step, int amount) throws SQLException {
      try (PreparedStatement insert =
          transactions.connection().prepareStatement("INSERT INTO booking VALUES (?, ?)")) {
        insert.setString(1, step);
        insert.setInt(2, amount);
        insert.executeUpdate();
      }
    }

    /** Rows of a step that stand: those written less those taken back. */
    int booked(String step) throws Exception {
      return transactions.inNew(
          () -> {
            try (PreparedStatement select =
                transactions
                    .connection()
                    .prepareStatement("SELECT SUM(amount) FROM booking WHERE step = ?")) {
              select.setString(1, step);
              try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
              }
            }
          });
    }
  }

  private record Travel(World world) implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "travel";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.local("order", run -> world.book("order", 1))
          .compensate((run, done) -> world.book("order", -1));
      saga.remote("hotel", String.class, run -> world.effects.make("hotel", run))
          .probe(run -> Probed.of(world.effects.findFirst("hotel", run)))
          .compensate((run, id) -> world.effects.remove("hotel", id));
      saga.local("seats", run -> world.book("seats", 1))
          .compensate((run, done) -> world.book("seats", -1));
      saga.remote("payment", String.class, this::pay)
          .idempotent()
          .compensateUnknown(run -> world.effects.remove("payment", run));
    }

    private String pay(Run<String> run) {
      return world.effects.makeOnce("payment", run);
    }
  }

  private static void execute(HikariDataSource pool, String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** A database in memory lives as long as anybody is connected to it, and no longer. */
  private static Runnable heldOpen(String url) {
    try {
      Connection anchor = DriverManager.getConnection(url);
      return () -> {
        try {
          anchor.close();
        } catch (SQLException failed) {
          throw new IllegalStateException(failed);
        }
      };
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void check(World world, Settled end) throws Exception {
    boolean there = end.started() && end.succeeded();
    assertThat(there || !end.started() || end.compensated()).as("it has ended").isTrue();
    for (String step : new String[] {"order", "seats"}) {
      assertThat(world.booked(step)).as(step).isEqualTo(there ? 1 : 0);
    }
  }

  private interface Database {
    Ground of(World world);
  }

  /** As many pairs as that, or as {@code -Damends.matrix.pairs} says. */
  private static void explore(Database database, int pairs, int least) {
    CrashReport report =
        CrashExplorer.of(World::new)
            .saga(Travel::new, world -> "input")
            .on(database::of)
            .check(CrashMatrixTest::check)
            .within(MOST)
            .pairs(Integer.getInteger("amends.matrix.pairs", pairs))
            .parallel(6)
            .run();
    log.info("Explored: {}", report);
    report.throwIfBroken();
    assertThat(report.cutShort()).as("everything was tried: %s", report).isFalse();
    if (Integer.getInteger("amends.matrix.pairs") == null) {
      assertThat(report.tried()).isGreaterThan(least);
    }
  }

  @Tag("guarantee-settles")
  @Test
  void nothingIsLostOrDoneTwiceOnH2() {
    explore(
        world -> {
          String url = "jdbc:h2:mem:matrix" + DATABASES.incrementAndGet();
          HikariDataSource pool = new HikariDataSource();
          pool.setJdbcUrl(url);
          pool.setMaximumPoolSize(12);
          pool.setMinimumIdle(0);
          return world.on(pool, heldOpen(url));
        },
        250,
        400);
  }

  @Tag("guarantee-settles")
  @Test
  void nothingIsLostOrDoneTwiceOnPostgreSql() {
    explore(
        world -> {
          String schema = SCHEMAS.take();
          HikariDataSource pool = PostgreSqlServer.pool(schema);
          pool.setMaximumPoolSize(12);
          return world.on(pool, () -> SCHEMAS.giveBack(schema));
        },
        80,
        250);
  }
}
