package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class HookTest {
  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  private SimulatorClient client;
  private String team;
  private String channel;

  @BeforeEach
  void makeChannel() {
    client = simulator.client();
    team = client.makeTeam("blue");
    channel = client.makeChannel(team, "notification");
  }

  private List<String> names(String query) {
    return SimulatorClient.items(client.get("/hooks/incoming" + query).json()).stream()
        .map(hook -> hook.required("display_name").stringValue())
        .toList();
  }

  @Test
  void makesAHook() {
    Reply reply =
        client.post("/hooks/incoming", Map.of("channel_id", channel, "display_name", "ours"));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.at("channel_id")).isEqualTo(channel);
    assertThat(reply.at("team_id")).isEqualTo(team);
    assertThat(reply.at("user_id")).hasSize(26);
    assertThat(client.get("/hooks/incoming/" + reply.id()).at("display_name")).isEqualTo("ours");
  }

  @Test
  void makesAnotherHookForEachCall() {
    String first = client.makeHook(channel, "ours");
    String second = client.makeHook(channel, "ours");

    assertThat(first).isNotEqualTo(second);
    assertThat(names("")).containsExactly("ours", "ours");
  }

  @Test
  void limitsTheBytesOfTheDisplayName() {
    assertThat(client.makeHook(channel, "x".repeat(64))).hasSize(26);
    Reply tooLong =
        client.post(
            "/hooks/incoming", Map.of("channel_id", channel, "display_name", "ü".repeat(33)));
    assertThat(tooLong.refusal()).isEqualTo("400 model.incoming_hook.display_name.app_error");
  }

  @Test
  void refusesAChannelThatDoesNotExist() {
    Reply reply = client.post("/hooks/incoming", Map.of("channel_id", "n".repeat(26)));

    assertThat(reply.refusal()).isEqualTo("404 app.channel.get.existing.app_error");
  }

  @Test
  void listsSixtyHooksOnAPageUnlessToldOtherwise() {
    IntStream.range(0, 130).forEach(i -> client.makeHook(channel, "hook " + i));

    assertThat(names("?team_id=" + team)).hasSize(60).startsWith("hook 0");
    assertThat(names("?team_id=" + team + "&page=1")).hasSize(60).startsWith("hook 60");
    assertThat(names("?team_id=" + team + "&page=2")).hasSize(10).endsWith("hook 129");
    assertThat(names("?team_id=" + team + "&page=3")).isEmpty();
    assertThat(names("?per_page=7&page=1")).hasSize(7).startsWith("hook 7");
    assertThat(names("?per_page=1000")).hasSize(130);
    assertThat(names("?per_page=x&page=-1")).hasSize(60).startsWith("hook 0");
  }

  @Test
  void listsTheHooksOfOneTeam() {
    client.makeHook(channel, "ours");
    String other = client.makeTeam("red");
    client.makeHook(client.makeChannel(other, "notification"), "theirs");

    assertThat(names("?team_id=" + team)).containsExactly("ours");
    assertThat(names("?team_id=" + other)).containsExactly("theirs");
    assertThat(names("")).containsExactly("ours", "theirs");
    JsonNode counted = client.get("/hooks/incoming?include_total_count=true&per_page=1").json();
    assertThat(counted.required("total_count").intValue()).isEqualTo(2);
    assertThat(counted.required("incoming_webhooks")).hasSize(1);
  }

  @Test
  void deletesAHook() {
    String id = client.makeHook(channel, "ours");

    assertThat(client.delete("/hooks/incoming/" + id).at("status")).isEqualTo("OK");

    assertThat(names("")).isEmpty();
    assertThat(client.get("/hooks/incoming/" + id).refusal())
        .isEqualTo("404 app.webhooks.get_incoming.app_error");
    assertThat(client.delete("/hooks/incoming/" + id).status()).isEqualTo(404);
    assertThat(client.state("hooks")).hasSize(1);
  }

  @Test
  void takesMessagesWithoutAToken() {
    String id = client.makeHook(channel, "ours");

    Reply first = client.panel("POST", "/hooks/" + id, Map.of("text", "first"));
    client.panel("POST", "/hooks/" + id, Map.of("text", "second"));

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.text()).isEqualTo("ok");
    JsonNode posts = client.get("/channels/" + channel + "/posts").json();
    String newest = posts.required("order").get(0).stringValue();
    assertThat(posts.required("posts").required(newest).required("message").stringValue())
        .isEqualTo("second");
    assertThat(posts.required("order")).hasSize(2);
  }

  @Test
  void refusesMessagesItCannotPost() {
    String id = client.makeHook(channel, "ours");

    assertThat(client.panel("POST", "/hooks/" + id, Map.of("username", "x")).refusal())
        .isEqualTo("400 web.incoming_webhook.text.app_error");
    client.delete("/hooks/incoming/" + id);
    assertThat(client.panel("POST", "/hooks/" + id, Map.of("text", "late")).refusal())
        .isEqualTo("400 web.incoming_webhook.invalid.app_error");
  }
}
