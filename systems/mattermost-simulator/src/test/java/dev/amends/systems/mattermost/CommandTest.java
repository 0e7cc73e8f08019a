package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CommandTest {
  private static final String TAKEN = "400 api.command.duplicate_trigger.app_error";

  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  private SimulatorClient client;
  private String team;

  @BeforeEach
  void makeTeam() {
    client = simulator.client();
    team = client.makeTeam("blue");
  }

  private Reply create(Map<String, ?> changes) {
    Map<String, Object> command = new HashMap<>(SimulatorClient.command(team, "deploy"));
    command.putAll(changes);
    return client.post("/commands", command);
  }

  @Test
  void makesACommand() {
    Reply reply = create(Map.of("trigger", "Deploy"));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.at("trigger")).isEqualTo("deploy");
    assertThat(reply.at("token")).hasSize(26);
    assertThat(client.get("/commands/" + reply.id()).at("url"))
        .isEqualTo("http://example.com/hook");
  }

  @Test
  void takesATriggerOncePerTeam() {
    create(Map.of());

    assertThat(create(Map.of("trigger", "DEPLOY")).refusal()).isEqualTo(TAKEN);
    assertThat(create(Map.of("trigger", "away")).refusal()).isEqualTo(TAKEN);
    assertThat(create(Map.of("team_id", client.makeTeam("red"))).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "trigger,'',trigger",
    "trigger,/deploy,trigger",
    "trigger,de ploy,trigger",
    "url,'',url",
    "url,ftp://example.com,url_http",
    "method,X,method",
    "team_id,short,team_id"
  })
  void refusesAWrongField(String field, String value, String error) {
    assertThat(create(Map.of(field, value)).refusal())
        .isEqualTo("400 model.command.is_valid." + error + ".app_error");
  }

  @Test
  void refusesTeamsItDoesNotHave() {
    assertThat(create(Map.of("team_id", "")).refusal())
        .isEqualTo("403 api.context.permissions.app_error");
    assertThat(create(Map.of("team_id", "n".repeat(26))).refusal())
        .isEqualTo("404 app.team.get.find.app_error");
  }

  @Test
  void listsTheCommandsOfATeam() {
    create(Map.of());
    client.makeCommand(client.makeTeam("red"), "other");

    JsonNode custom = client.get("/commands?team_id=" + team + "&custom_only=true").json();

    assertThat(custom).hasSize(1);
    assertThat(custom.get(0).required("trigger").stringValue()).isEqualTo("deploy");
    assertThat(client.get("/commands?team_id=" + team).json()).hasSizeGreaterThan(10);
    assertThat(client.get("/commands").refusal())
        .isEqualTo("400 api.context.invalid_body_param.app_error");
  }

  @Test
  void deletesACommandAndFreesItsTrigger() {
    String id = create(Map.of()).id();

    assertThat(client.delete("/commands/" + id).at("status")).isEqualTo("OK");

    assertThat(client.get("/commands/" + id).refusal())
        .isEqualTo("404 store.sql_command.save.get.app_error");
    assertThat(client.delete("/commands/" + id).status()).isEqualTo(404);
    assertThat(create(Map.of()).status()).isEqualTo(201);
  }
}
