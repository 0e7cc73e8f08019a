package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.mattermost.api.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
  private static final String TAKEN = "400 app.team.save.existing.app_error";

  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  private Reply create(Map<String, ?> changes) {
    Map<String, Object> team = new HashMap<>(SimulatorClient.team("blue"));
    team.putAll(changes);
    return simulator.client().post("/teams", team);
  }

  @Test
  void makesATeam() {
    Reply reply = create(Map.of());

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.id()).matches("[a-z0-9]{26}");
    assertThat(reply.at("name")).isEqualTo("blue");
    assertThat(reply.json().required("delete_at").longValue()).isZero();
    assertThat(reply.json().required("create_at").longValue()).isPositive();
  }

  @Test
  void callsATeamOpenOnlyWhereAnybodyMayJoin() {
    assertThat(create(Map.of("type", "O")).at("type")).isEqualTo("I");
    assertThat(create(Map.of("name", "red", "type", "O", "allow_open_invite", true)).at("type"))
        .isEqualTo("O");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Blue", "b", "", "-blue", "blue-", "bl ue", "bläu", "b_u"})
  void refusesANameWithOtherCharacters(String name) {
    assertThat(create(Map.of("name", name)).refusal())
        .isEqualTo("400 model.team.is_valid.characters.app_error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "api-team", "channels", "playbooks", "postbox", "plug"})
  void refusesAReservedName(String name) {
    assertThat(create(Map.of("name", name)).refusal())
        .isEqualTo("400 model.team.is_valid.reserved.app_error");
  }

  @ParameterizedTest
  @CsvSource({"type,X,type", "display_name,'',name"})
  void refusesAWrongField(String field, String value, String error) {
    assertThat(create(Map.of(field, value)).refusal())
        .isEqualTo("400 model.team.is_valid." + error + ".app_error");
  }

  @Test
  void countsTheCharactersOfTheDisplayName() {
    assertThat(create(Map.of("display_name", "ü".repeat(64))).status()).isEqualTo(201);
    assertThat(create(Map.of("name", "red", "display_name", "ü".repeat(65))).refusal())
        .isEqualTo("400 model.team.is_valid.name.app_error");
  }

  @Test
  void refusesABodyOfTheWrongTypes() {
    assertThat(create(Map.of("name", 17)).refusal())
        .isEqualTo("400 api.context.invalid_body_param.app_error");
  }

  @Test
  void takesANameOnce() {
    create(Map.of());

    assertThat(create(Map.of()).refusal()).isEqualTo(TAKEN);
    assertThat(simulator.client().state("teams")).hasSize(1);
  }

  @Test
  void keepsTheNameOfASoftDeletedTeamTaken() {
    String id = simulator.client().makeTeam("blue");

    assertThat(simulator.client().delete("/teams/" + id).at("status")).isEqualTo("OK");

    assertThat(create(Map.of()).refusal()).isEqualTo(TAKEN);
    Reply found = simulator.client().get("/teams/name/blue");
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.json().required("delete_at").longValue()).isPositive();
    assertThat(simulator.client().get("/teams").json()).isEmpty();
  }

  @Test
  void restoresASoftDeletedTeam() {
    String id = simulator.client().makeTeam("blue");
    simulator.client().delete("/teams/" + id);

    Reply restored = simulator.client().post("/teams/" + id + "/restore", Map.of());

    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.json().required("delete_at").longValue()).isZero();
  }

  @Test
  void deletesATeamForGoodWithAllItHas() {
    SimulatorClient client = simulator.client();
    String team = client.makeTeam("blue");
    String user = client.makeUser("ann");
    client.join(team, user);
    String channel = client.makeChannel(team, "random");
    client.joinChannel(channel, user);
    String hook = client.makeHook(channel, "ours");
    client.panel("POST", "/hooks/" + hook, Map.of("text", "hello"));
    client.makeCommand(team, "do-it");
    String other = client.makeChannel(client.makeTeam("red"), "random");

    assertThat(client.delete("/teams/" + team + "?permanent=true").status()).isEqualTo(200);

    assertThat(client.get("/teams/" + team).refusal()).isEqualTo("404 app.team.get.find.app_error");
    assertThat(client.state("channels")).hasSize(1);
    assertThat(client.get("/channels/" + other).status()).isEqualTo(200);
    for (String kind : new String[] {"members", "channelMembers", "hooks", "commands", "posts"}) {
      assertThat(client.state(kind)).as(kind).isEmpty();
    }
    assertThat(client.state("users")).hasSize(1);
    assertThat(create(Map.of()).status()).isEqualTo(201);
    assertThat(client.delete("/teams/" + team + "?permanent=true").status()).isEqualTo(404);
  }

  @Test
  void deletesForGoodOnlyWhereThatIsEnabled() {
    String id = simulator.client().makeTeam("blue");
    simulator.client().panel("PUT", "/settings", Map.of("EnableAPITeamDeletion", false));

    assertThat(simulator.client().delete("/teams/" + id + "?permanent=true").refusal())
        .isEqualTo("401 api.user.delete_team.not_enabled.app_error");

    assertThat(simulator.client().delete("/teams/" + id).status()).isEqualTo(200);
  }

  @Test
  void canBeStartedWithDeletionNotEnabled() {
    Options options =
        Options.defaults().withPort(0).withSettings(Settings.defaults().withTeamDeletion(false));
    try (MattermostSimulator strict = MattermostSimulator.start(options)) {
      SimulatorClient client = new SimulatorClient(strict.url(), strict.token());
      String id = client.makeTeam("blue");

      assertThat(client.delete("/teams/" + id + "?permanent=true").status()).isEqualTo(401);
    }
  }

  @Test
  void findsATeamByNameAndById() {
    String id = simulator.client().makeTeam("blue");

    assertThat(simulator.client().get("/teams/name/blue").id()).isEqualTo(id);
    assertThat(simulator.client().get("/teams/name/BLUE").id()).isEqualTo(id);
    assertThat(simulator.client().get("/teams/" + id).at("name")).isEqualTo("blue");
    assertThat(simulator.client().get("/teams/name/red").refusal())
        .isEqualTo("404 app.team.get_by_name.missing.app_error");
  }

  @Test
  void changesATeam() {
    String id = simulator.client().makeTeam("blue");

    Reply patched =
        simulator.client().put("/teams/" + id + "/patch", Map.of("display_name", "Blue!"));

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.at("display_name")).isEqualTo("Blue!");
    assertThat(patched.at("name")).isEqualTo("blue");
    assertThat(
            simulator.client().put("/teams/" + id + "/patch", Map.of("display_name", "")).refusal())
        .isEqualTo("400 model.team.is_valid.name.app_error");
  }
}
