package dev.amends.systems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.systems.launcher.fake.LauncherProcess;
import dev.amends.systems.launcher.fake.LauncherProcess.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a real PostgreSQL. */
class PostgresIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path data;

  private final List<LauncherProcess> started = new ArrayList<>();
  private Setup setup;

  @BeforeEach
  void choosePorts() {
    setup = Setup.in(data);
  }

  @AfterEach
  void endProcesses() {
    started.forEach(LauncherProcess::clean);
  }

  private LauncherProcess run(String... arguments) throws IOException {
    LauncherProcess launcher = setup.run(arguments);
    started.add(launcher);
    return launcher;
  }

  private LauncherProcess ready(String... arguments) throws IOException {
    LauncherProcess launcher = run(arguments);
    launcher.awaitLine("READY ");
    return launcher;
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + setup.system().postgres() + "/" + database,
        "postgres",
        "");
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count(String database, String table) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private ProcessHandle process(String name) throws IOException {
    return ProcessHandle.of(setup.pid(name)).orElseThrow();
  }

  @Test
  void startsInstancesOnADatabaseThatSurvivesARestart() throws Exception {
    LauncherProcess first = ready("shop", "--db", "postgres", "--instances", "order=2");
    ProcessHandle postgres = process("postgres");
    assertThat(process("order")).isNotEqualTo(process("order-2"));
    assertThat(process("stock")).isNotEqualTo(process("order"));
    execute("order", "CREATE TABLE kept AS SELECT 1 AS id");
    execute("stock", "CREATE TABLE other AS SELECT 1 AS id");

    assertThat(first.stop()).isZero();
    assertThat(postgres.isAlive()).isFalse();

    LauncherProcess second = ready("shop", "--db", "postgres");
    assertThat(count("order", "kept")).isEqualTo(1);
    assertThat(second.stop()).isZero();
  }

  @Test
  void startsAnInstanceAndTheServerAgainBesideARunningSystem() throws Exception {
    LauncherProcess system = ready("shop", "--db", "postgres", "--instances", "order=2");
    execute("order", "CREATE TABLE kept AS SELECT 1 AS id");

    process("order-2").destroyForcibly();
    system.awaitLine("EXITED order-2 137");
    LauncherProcess instance = ready("shop", "--only", "order-2");
    assertThat(instance.lines())
        .contains("READY order-2 http://localhost:" + (setup.system().order() + 100));

    process("postgres").destroyForcibly();
    system.awaitLine("EXITED postgres 137");
    LauncherProcess server = ready("shop", "--db", "postgres", "--only", "postgres");
    assertThat(server.lines()).anyMatch(line -> line.startsWith("READY postgres jdbc:postgresql:"));
    assertThat(count("order", "kept")).isEqualTo(1);

    assertThat(instance.stop()).isZero();
    assertThat(system.stop()).isZero();
    assertThat(server.stop()).isZero();
  }

  @Test
  void leavesNoServerRunningWhenItIsKilled() throws Exception {
    LauncherProcess launcher = ready("shop", "--db", "postgres");
    ProcessHandle postgres = process("postgres");

    launcher.handle().destroyForcibly();

    await().atMost(PATIENCE).until(() -> !postgres.isAlive());
  }

  @Test
  void endsAServerThatWasLeftRunningNevertheless() throws Exception {
    LauncherProcess first = ready("shop", "--db", "postgres");
    execute("order", "CREATE TABLE kept AS SELECT 1 AS id");
    ProcessHandle postgres = process("postgres");
    List<ProcessHandle> others =
        first.handle().children().filter(child -> !child.equals(postgres)).toList();
    others.forEach(ProcessHandle::destroyForcibly);
    await().atMost(PATIENCE).until(() -> others.stream().noneMatch(ProcessHandle::isAlive));
    first.handle().destroyForcibly();
    await().atMost(PATIENCE).until(() -> !first.handle().isAlive());
    assertThat(postgres.isAlive()).isTrue();

    LauncherProcess second = ready("shop", "--db", "postgres");

    assertThat(second.lines())
        .contains("Ended a PostgreSQL that an earlier ./run had left behind.");
    assertThat(postgres.isAlive()).isFalse();
    assertThat(count("order", "kept")).isEqualTo(1);
  }

  @Test
  void touchesNoServerThatAnotherLauncherIsResponsibleFor() throws Exception {
    ready("shop", "--db", "postgres");
    ProcessHandle postgres = process("postgres");

    LauncherProcess second = run("shop", "--db", "postgres", "--fresh");

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.lines()).singleElement().asString().contains("of postgres is in use");
    assertThat(postgres.isAlive()).isTrue();
  }

  @Test
  void saysThatTheServerOfTheSystemDoesNotRun() throws Exception {
    LauncherProcess launcher = run("shop", "--db", "postgres", "--only", "order");

    assertThat(launcher.exitCode()).isEqualTo(1);
    assertThat(launcher.lines()).singleElement().asString().contains("is the system running?");
  }
}
