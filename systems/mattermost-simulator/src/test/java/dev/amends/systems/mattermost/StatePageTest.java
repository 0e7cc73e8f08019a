package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StatePageTest {
  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  @Test
  void showsPeopleWhatThereIs() {
    SimulatorClient client = simulator.client();
    String team = client.makeTeam("blue");
    client.makeHook(client.makeChannel(team, "random"), "<script>alert(1)</script>");
    client.fault(Map.of("mode", "reset", "path", "/commands"));

    Reply page = client.panel("GET", "/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text())
        .contains("Teams (1)", "blue", "Users (0)", "/commands", "until deleted")
        .doesNotContain("<script>")
        .doesNotContain("http://", "https://");
  }

  @Test
  void dumpsAllEntitiesAsJson() {
    SimulatorClient client = simulator.client();
    client.delete("/teams/" + client.makeTeam("blue"));

    assertThat(client.panel("GET", "/state").json().propertyNames())
        .containsExactly(
            "teams",
            "users",
            "members",
            "channels",
            "channelMembers",
            "hooks",
            "commands",
            "posts");
    assertThat(client.state("teams"))
        .singleElement()
        .satisfies(
            team -> {
              assertThat(team.required("name").stringValue()).isEqualTo("blue");
              assertThat(team.required("delete_at").longValue()).isPositive();
            });
  }

  @Test
  void letsOneOfManyTakeAName() throws Exception {
    SimulatorClient client = simulator.client();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> calls =
          IntStream.range(0, 40)
              .<Callable<Integer>>mapToObj(
                  i -> () -> client.post("/teams", SimulatorClient.team("blue")).status())
              .toList();
      int made = 0;
      for (Future<Integer> status : threads.invokeAll(calls)) {
        made += status.get() == 201 ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
      assertThat(client.state("teams")).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }
}
