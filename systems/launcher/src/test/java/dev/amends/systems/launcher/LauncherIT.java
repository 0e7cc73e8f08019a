package dev.amends.systems.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.systems.launcher.fake.LauncherProcess;
import dev.amends.systems.launcher.fake.LauncherProcess.Setup;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process, starting real processes. */
class LauncherIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path data;

  private final HttpClient client = HttpClient.newHttpClient();
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

  private String get(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private static ProcessHandle process(long pid) {
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static void awaitEnd(ProcessHandle process) {
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }

  private List<Path> pidFiles() throws IOException {
    try (Stream<Path> files = Files.list(setup.folder())) {
      return files.filter(file -> file.toString().endsWith(".pid")).toList();
    }
  }

  @Test
  void startsAllServicesInOneProcessAndStopsThemWhenAsked() throws Exception {
    LauncherProcess launcher = ready("shop");

    assertThat(launcher.lines())
        .filteredOn(line -> line.startsWith("READY"))
        .containsExactly("READY shop http://localhost:" + setup.system().order());
    assertThat(get(setup.system().order(), "/pid")).isEqualTo("" + setup.pid("order"));
    assertThat(get(setup.system().stock(), "/pid")).isEqualTo("" + setup.pid("order"));
    ProcessHandle services = process(setup.pid("stock"));
    ProcessHandle simulator = process(setup.pid("simulator"));

    assertThat(launcher.stop()).isZero();

    assertThat(services.isAlive()).isFalse();
    assertThat(simulator.isAlive()).isFalse();
    assertThat(pidFiles()).isEmpty();
    assertThat(launcher.lines()).noneMatch(line -> line.startsWith("EXITED"));
    assertThat(setup.folder().resolve("simulator/state")).exists();
  }

  @Test
  void keepsLogsApartAndShowsWhatAUserMustSee() throws Exception {
    LauncherProcess launcher = ready("shop");

    for (String service : List.of("order", "stock")) {
      assertThat(launcher.lines())
          .contains(
              "[" + service + "] Generated password of the user operator: open-sesame",
              "[" + service + "] 2026-01-01T00:00:00Z  WARN 1 --- something to look at");
      assertThat(setup.folder().resolve("logs/" + service + ".log"))
          .content()
          .hasLineCount(3)
          .contains("begins, token default-token", "open-sesame");
    }
    assertThat(launcher.lines()).noneMatch(line -> line.contains("begins"));
  }

  @Test
  void givesServicesTheirDatabaseAndTheUsersProperties() throws Exception {
    ready("shop", "--processes", "--", "--shop.patience=5s", "--shop.text=two words");

    assertThat(get(setup.system().order(), "/arguments").lines())
        .contains(
            "--server.port=" + setup.system().order(),
            "--spring.datasource.url=jdbc:h2:file:"
                + setup.folder()
                + "/order;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=2000",
            "--shop.patience=5s",
            "--shop.text=two words");
  }

  @Test
  void tellsOfAKilledServiceAndLetsItBeStartedAgainBeside() throws Exception {
    LauncherProcess launcher = ready("shop", "--processes");
    ProcessHandle stock = process(setup.pid("stock"));
    ProcessHandle order = process(setup.pid("order"));
    assertThat(order).isNotEqualTo(stock);

    order.destroyForcibly();
    launcher.awaitLine("EXITED order 137");
    assertThat(stock.isAlive()).isTrue();
    assertThat(setup.folder().resolve("order.pid")).doesNotExist();

    LauncherProcess beside = ready("shop", "--only", "order");
    assertThat(beside.lines()).contains("READY order http://localhost:" + setup.system().order());
    assertThat(get(setup.system().order(), "/pid")).isEqualTo("" + setup.pid("order"));

    assertThat(beside.stop()).isZero();
    assertThat(launcher.handle().isAlive()).isTrue();
    assertThat(launcher.stop()).isZero();
    assertThat(pidFiles()).isEmpty();
  }

  @Test
  void endsWhenAllHasEnded() throws Exception {
    setup = setup.with("FAKE_URL", "http://localhost:9");
    LauncherProcess launcher = ready("shop");

    process(setup.pid("order")).destroyForcibly();

    assertThat(launcher.exitCode()).isEqualTo(1);
    assertThat(launcher.lines()).contains("EXITED order 137", "EXITED stock 137");
    assertThat(setup.folder().resolve("simulator")).doesNotExist();
  }

  @Test
  void stopsServicesBeforeTheSimulatorOnCtrlC() throws Exception {
    Path farewell = data.resolve("farewell");
    LauncherProcess launcher = ready("shop", "--processes", "--", "--fake.farewell=" + farewell);

    // What a terminal does: the signal goes to the whole group of the launcher.
    new ProcessBuilder("sh", "-c", "kill -INT -" + launcher.handle().pid()).start().waitFor();

    assertThat(launcher.exitCode()).isZero();
    assertThat(farewell).hasContent("simulator 200");
  }

  @Test
  void refusesAPortInUseBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(setup.system().stock())) {
      LauncherProcess launcher = run("shop");

      assertThat(launcher.exitCode()).isEqualTo(1);
      assertThat(launcher.lines())
          .singleElement()
          .asString()
          .startsWith("Port " + taken.getLocalPort() + " of service stock is in use by process ")
          .contains("" + ProcessHandle.current().pid());
    }
    assertThat(setup.folder().resolve("logs")).isEmptyDirectory();
  }

  @Test
  void saysWhyAServiceDoesNotStart() throws Exception {
    LauncherProcess launcher = run("shop", "--", "--fake.failure=out of order");

    assertThat(launcher.exitCode()).isEqualTo(1);
    assertThat(launcher.lines())
        .contains("EXITED order 1")
        .anyMatch(line -> line.contains("IllegalStateException: out of order"))
        .noneMatch(line -> line.startsWith("READY"));
    assertThat(pidFiles()).isEmpty();
  }

  @Test
  void leavesNothingRunningWhenItIsKilled() throws Exception {
    LauncherProcess launcher = ready("shop", "--processes");
    List<ProcessHandle> children =
        List.of(
            process(setup.pid("order")),
            process(setup.pid("stock")),
            process(setup.pid("simulator")));

    launcher.handle().destroyForcibly();

    children.forEach(LauncherIT::awaitEnd);
    ready("shop");
  }

  @Test
  void keepsItsDataUntilAFreshStart() throws Exception {
    assertThat(ready("shop").stop()).isZero();
    Files.writeString(setup.folder().resolve("order.mv.db"), "data");

    assertThat(ready("shop").stop()).isZero();
    assertThat(setup.folder().resolve("order.mv.db")).exists();

    assertThat(ready("shop", "--fresh").stop()).isZero();
    assertThat(setup.folder().resolve("order.mv.db")).doesNotExist();
  }

  @Test
  void emptiesNoFolderThatItDidNotMake() throws Exception {
    Path foreign = Files.createDirectory(data.resolve("foreign"));
    Files.writeString(foreign.resolve("letter"), "dear");

    LauncherProcess launcher = run("shop", "--fresh", "--data", foreign.toString());

    assertThat(launcher.exitCode()).isEqualTo(1);
    assertThat(launcher.lines()).singleElement().asString().contains("did not make");
    assertThat(foreign.resolve("letter")).hasContent("dear");
  }

  @Test
  void refusesAnUnknownOption() throws Exception {
    LauncherProcess launcher = run("shop", "--fersh");

    assertThat(launcher.exitCode()).isEqualTo(2);
    assertThat(launcher.lines()).singleElement().asString().contains("--fersh", "--help");
    assertThat(setup.folder()).doesNotExist();
  }
}
