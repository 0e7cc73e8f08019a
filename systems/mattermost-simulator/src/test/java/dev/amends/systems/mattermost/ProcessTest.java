package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator as a process of its own, started, stopped and killed. */
class ProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern URL = Pattern.compile("listens on (http://\\S+)");

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  private record Run(Process process, Path output) {
    String text() throws IOException {
      return Files.readString(output);
    }

    String url() {
      await().atMost(PATIENCE).until(() -> !process.isAlive() || URL.matcher(text()).find());
      try {
        Matcher matcher = URL.matcher(text());
        assertThat(matcher.find()).as(text()).isTrue();
        return matcher.group(1);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    int exit() throws InterruptedException {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }
  }

  private Run run(List<String> jvm, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(MattermostSimulator.class.getName());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("MATTERMOST_TOKEN", "from-environment");
    Process process = builder.start();
    started.add(process);
    return new Run(process, output);
  }

  @Test
  void losesNothingThatItAnsweredWhenItIsKilled() throws Exception {
    String data = folder.resolve("data").toString();
    Run first = run(List.of(), "--port", "0", "--data", data);
    SimulatorClient client = new SimulatorClient(first.url(), "from-environment");
    client.makeTeam("blue");
    client.makeUser("ann");
    String before = client.panel("GET", "/state").text();

    first.process().destroyForcibly();
    first.exit();

    Run second = run(List.of(), "--port", "0", "--data", data);
    SimulatorClient again = new SimulatorClient(second.url(), "from-environment");
    assertThat(again.panel("GET", "/state").text()).isEqualTo(before);
  }

  @Test
  void stopsWhenAskedTo() throws Exception {
    Run run = run(List.of(), "--port", "0");
    run.url();

    run.process().destroy();

    assertThat(run.exit()).isEqualTo(143);
    assertThat(run.text()).hasLineCount(1);
  }

  @Test
  void saysInOneLineThatThePortIsInUse() throws Exception {
    try (MattermostSimulator first = MattermostSimulator.start(Options.defaults().withPort(0))) {
      Run second = run(List.of(), "--port", "" + first.port());

      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.text()).hasLineCount(1).contains("" + first.port(), "in use");
    }
  }

  @Test
  void takesSettingsFromTheCommandLineAndFromProperties() throws Exception {
    Run run =
        run(
            List.of("-Dmattermost.team-deletion=false"),
            "--port",
            "0",
            "--no-user-deletion",
            "--token",
            "given");

    SimulatorClient client = new SimulatorClient(run.url(), "given");

    assertThat(client.panel("GET", "/settings").text())
        .contains("\"EnableAPITeamDeletion\":false", "\"EnableAPIUserDeletion\":false")
        .contains("\"EnableAPIChannelDeletion\":true");
    assertThat(client.get("/teams").status()).isEqualTo(200);
  }

  @Test
  void explainsAWrongOption() throws Exception {
    Run run = run(List.of(), "--prot", "1");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.text()).contains("Unknown option --prot", "Usage:");
  }
}
