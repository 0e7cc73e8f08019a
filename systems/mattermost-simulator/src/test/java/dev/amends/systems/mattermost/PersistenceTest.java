package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistenceTest {
  @TempDir Path folder;

  private MattermostSimulator start() {
    return MattermostSimulator.start(Options.defaults().withPort(0).withData(folder));
  }

  private static SimulatorClient client(MattermostSimulator simulator) {
    return new SimulatorClient(simulator.url(), simulator.token());
  }

  private static String fill(SimulatorClient client) {
    String team = client.makeTeam("blue");
    String user = client.makeUser("ann");
    client.join(team, user);
    String channel = client.makeChannel(team, "random");
    client.joinChannel(channel, user);
    String hook = client.makeHook(channel, "ours");
    client.panel("POST", "/hooks/" + hook, Map.of("text", "hello"));
    client.makeCommand(team, "deploy");
    client.delete("/teams/" + client.makeTeam("red"));
    client.delete("/users/" + client.makeUser("bob") + "?permanent=true");
    return client.panel("GET", "/state").text();
  }

  @Test
  void keepsEverythingOverARestart() {
    String before;
    try (MattermostSimulator first = start()) {
      before = fill(client(first));
    }

    try (MattermostSimulator second = start()) {
      assertThat(client(second).panel("GET", "/state").text()).isEqualTo(before);
      assertThat(client(second).post("/teams", SimulatorClient.team("red")).status())
          .isEqualTo(400);
    }
  }

  @Test
  void keepsOnlyLiveLinesAfterARestart() throws IOException {
    try (MattermostSimulator first = start()) {
      SimulatorClient client = client(first);
      for (int i = 0; i < 20; i++) {
        client.delete("/users/" + client.makeUser("ann") + "?permanent=true");
      }
    }

    start().close();

    assertThat(folder.resolve("state.jsonl")).isEmptyFile();
  }

  @Test
  void leavesOutALineThatWasNotFinished() throws IOException {
    try (MattermostSimulator first = start()) {
      client(first).makeTeam("blue");
    }
    Files.writeString(
        folder.resolve("state.jsonl"), "[{\"kind\":\"team\",\"k", StandardOpenOption.APPEND);

    try (MattermostSimulator second = start()) {
      assertThat(client(second).state("teams")).hasSize(1);
      client(second).makeTeam("red");
    }
    try (MattermostSimulator third = start()) {
      assertThat(client(third).state("teams")).hasSize(2);
    }
  }

  @Test
  void refusesAFileItCannotRead() throws IOException {
    Files.writeString(folder.resolve("state.jsonl"), "nonsense\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(SimulatorStartException.class)
        .hasMessageContaining("Line 1 of")
        .hasMessageContaining("--fresh");
  }

  @Test
  void forgetsWhereToldTo() {
    try (MattermostSimulator first = start()) {
      client(first).makeTeam("blue");
    }

    Options fresh = Options.defaults().withPort(0).withData(folder).withFresh(true);
    try (MattermostSimulator second = MattermostSimulator.start(fresh)) {
      assertThat(client(second).state("teams")).isEmpty();
    }
  }

  @Test
  void givesAFolderToOneSimulatorOnly() {
    try (MattermostSimulator first = start()) {
      assertThat(first.port()).isPositive();
      assertThatThrownBy(this::start)
          .isInstanceOf(SimulatorStartException.class)
          .hasMessageContaining("in use by another simulator");
    }
    start().close();
  }
}
