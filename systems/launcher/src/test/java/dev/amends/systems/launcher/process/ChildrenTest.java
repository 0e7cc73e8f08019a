package dev.amends.systems.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.systems.launcher.folder.DataFolder;
import dev.amends.systems.launcher.report.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path path;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
  private final Children children = new Children(new Terminal(stream, stream));

  private DataFolder start(String script) {
    DataFolder folder = DataFolder.open(path);
    children.start(
        new ChildCommand(
            Role.SIMULATOR,
            List.of("child"),
            List.of("sh", "-c", script),
            Map.of("GREETING", "hello"),
            Optional.empty()),
        folder);
    return folder;
  }

  private ProcessHandle process(DataFolder folder) throws Exception {
    return ProcessHandle.of(folder.pidFile("child").read().orElseThrow()).orElseThrow();
  }

  @Test
  void tellsOfAnEndOnceWithItsCode() throws Exception {
    DataFolder folder = start("echo $GREETING; exit 3");

    Child ended = children.nextEnded(PATIENCE);

    assertThat(ended).isNotNull();
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.names()).containsExactly("child");
    assertThat(children.isEmpty()).isTrue();
    assertThat(children.nextEnded(Duration.ZERO)).isNull();
    assertThat(folder.resolve("child.pid")).doesNotExist();
    await().untilAsserted(() -> assertThat(folder.log("child")).hasContent("hello"));
  }

  @Test
  void tellsTheSignalThatEndedIt() throws Exception {
    process(start("exec sleep 600")).destroyForcibly();

    Child ended = children.nextEnded(PATIENCE);

    assertThat(ended).isNotNull();
    assertThat(ended.exitCode()).isEqualTo(137);
  }

  @Test
  void killsWhatDoesNotEndWhenAsked() throws Exception {
    DataFolder folder = start("trap '' TERM; echo listening; while :; do sleep 600; done");
    await().until(() -> Files.exists(folder.log("child")) && Files.size(folder.log("child")) > 0);
    ProcessHandle process = process(folder);
    List<ProcessHandle> descendants = process.descendants().toList();

    children.stop();

    assertThat(process.isAlive()).isFalse();
    assertThat(descendants).isNotEmpty();
    descendants.forEach(one -> await().until(() -> !one.isAlive()));
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("child did not end in 5 s: killed");
  }
}
