package dev.amends.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.jdbc.schema.SchemaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The runner: once, whoever comes, and never over a script that was changed. */
class MigrationsTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final int NODES = 4;

  enum Database {
    H2,
    POSTGRESQL
  }

  private final List<Runnable> cleaning = new ArrayList<>();

  @AfterEach
  void clean() {
    cleaning.forEach(Runnable::run);
  }

  private HikariDataSource empty(Database database) {
    if (database == Database.H2) {
      HikariDataSource h2 = new HikariDataSource();
      h2.setJdbcUrl("jdbc:h2:mem:migrations" + NUMBERS.incrementAndGet());
      cleaning.add(h2::close);
      return h2;
    }
    String schema = PostgreSqlServer.newSchema();
    HikariDataSource postgres = PostgreSqlServer.pool(schema);
    cleaning.add(postgres::close);
    cleaning.add(() -> PostgreSqlServer.dropSchema(schema));
    return postgres;
  }

  @ParameterizedTest
  @EnumSource
  void whatWasRunIsNotRunAgain(Database database) {
    HikariDataSource dataSource = empty(database);

    assertThat(Migrations.run(dataSource)).isPositive();
    assertThat(Migrations.run(dataSource)).isZero();
    Migrations.validate(dataSource);
  }

  @ParameterizedTest
  @EnumSource
  void nodesThatStartAtOnceMigrateOnce(Database database) throws Exception {
    HikariDataSource dataSource = empty(database);
    CyclicBarrier line = new CyclicBarrier(NODES);
    ExecutorService threads = Executors.newFixedThreadPool(NODES);
    List<Future<Integer>> runs = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      runs.add(
          threads.submit(
              () -> {
                line.await();
                return Migrations.run(dataSource);
              }));
    }
    threads.shutdown();

    List<Integer> counts = new ArrayList<>();
    for (Future<Integer> run : runs) {
      counts.add(run.get());
    }
    assertThat(counts).filteredOn(count -> count > 0).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aScriptThatChangedSinceItWasRunIsAnError(Database database) throws SQLException {
    HikariDataSource dataSource = empty(database);
    Migrations.run(dataSource);
    execute(dataSource, "UPDATE amends_schema SET checksum = 'another'");

    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> Migrations.run(dataSource))
        .withMessageContaining("V1__sagas.sql has changed since it was run");
    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> Migrations.validate(dataSource));
  }

  @ParameterizedTest
  @EnumSource
  void aSchemaThatANewerLibraryExtendedIsAccepted(Database database) throws SQLException {
    HikariDataSource dataSource = empty(database);
    Migrations.run(dataSource);
    execute(
        dataSource,
        """
        INSERT INTO amends_schema (version, script, checksum, applied_at)
        VALUES (999, 'V999__later.sql', 'x', CURRENT_TIMESTAMP)
        """);

    assertThat(Migrations.run(dataSource)).isZero();
    Migrations.validate(dataSource);
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyDatabaseIsNotValid(Database database) {
    HikariDataSource dataSource = empty(database);

    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> Migrations.validate(dataSource));
  }

  @ParameterizedTest
  @EnumSource
  void everyScriptThatIsThereIsRun(Database database) throws Exception {
    HikariDataSource dataSource = empty(database);
    Migrations.run(dataSource);
    String folder = "/dev/amends/jdbc/migrations/" + database.name().toLowerCase(Locale.ROOT);
    Path scripts = Path.of(Migrations.class.getResource(folder).toURI());

    List<String> run = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT script FROM amends_schema")) {
      while (result.next()) {
        run.add(result.getString(1));
      }
    }
    try (Stream<Path> files = Files.list(scripts)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(run);
    }
  }

  private static void execute(HikariDataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
