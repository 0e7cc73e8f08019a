package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelTest {
  private static final String TAKEN = "400 store.sql_channel.save_channel.exists.app_error";
  private static final String NOBODY = "n".repeat(26);

  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  private SimulatorClient client;
  private String team;

  @BeforeEach
  void makeTeam() {
    client = simulator.client();
    team = client.makeTeam("blue");
  }

  private Reply create(Map<String, ?> changes) {
    Map<String, Object> channel =
        new HashMap<>(
            Map.of("team_id", team, "name", "random", "display_name", "Random", "type", "O"));
    channel.putAll(changes);
    return client.post("/channels", channel);
  }

  @Test
  void makesAChannel() {
    Reply reply = create(Map.of("type", "P"));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.at("team_id")).isEqualTo(team);
    assertThat(reply.at("type")).isEqualTo("P");
    assertThat(client.get("/channels/" + reply.id()).at("name")).isEqualTo("random");
  }

  @ParameterizedTest
  @CsvSource({
    "name,Random,model.channel.is_valid.1_or_more.app_error",
    "name,'',model.channel.is_valid.1_or_more.app_error",
    "type,X,model.channel.is_valid.type.app_error",
    "type,D,api.channel.create_channel.direct_channel.app_error",
    "display_name,'',api.context.invalid_body_param.app_error",
    "team_id,'',api.context.invalid_body_param.app_error"
  })
  void refusesAWrongField(String field, String value, String error) {
    assertThat(create(Map.of(field, value)).refusal()).isEqualTo("400 " + error);
    assertThat(client.state("channels")).isEmpty();
  }

  @Test
  void refusesATeamThatDoesNotExist() {
    assertThat(create(Map.of("team_id", NOBODY)).refusal())
        .isEqualTo("404 app.team.get.find.app_error");
  }

  @Test
  void takesANameOncePerTeam() {
    create(Map.of());

    assertThat(create(Map.of()).refusal()).isEqualTo(TAKEN);
    assertThat(create(Map.of("team_id", client.makeTeam("red"))).status()).isEqualTo(201);
  }

  @Test
  void keepsTheNameOfAnArchivedChannelTaken() {
    String id = create(Map.of()).id();

    assertThat(client.delete("/channels/" + id).at("status")).isEqualTo("OK");

    assertThat(create(Map.of()).refusal()).isEqualTo(TAKEN);
    assertThat(client.get("/channels/" + id).json().required("delete_at").longValue()).isPositive();
    String byName = "/teams/" + team + "/channels/name/random";
    assertThat(client.get(byName).refusal())
        .isEqualTo("404 app.channel.get_by_name.missing.app_error");
    assertThat(client.get(byName + "?include_deleted=true").id()).isEqualTo(id);
    assertThat(client.delete("/channels/" + id).refusal())
        .isEqualTo("400 api.channel.delete_channel.deleted.app_error");
  }

  @Test
  void archivesTheHooksOfAChannelWithIt() {
    String id = create(Map.of()).id();
    String hook = client.makeHook(id, "ours");

    client.delete("/channels/" + id);

    assertThat(client.get("/hooks/incoming/" + hook).status()).isEqualTo(404);
    assertThat(client.state("hooks").get(0).required("delete_at").longValue()).isPositive();
  }

  @Test
  void restoresAnArchivedChannel() {
    String id = create(Map.of()).id();
    assertThat(client.post("/channels/" + id + "/restore", Map.of()).status()).isEqualTo(400);
    client.delete("/channels/" + id);

    assertThat(client.post("/channels/" + id + "/restore", Map.of()).status()).isEqualTo(200);

    assertThat(client.get("/teams/" + team + "/channels/name/random").id()).isEqualTo(id);
  }

  @Test
  void deletesAChannelForGood() {
    String id = create(Map.of()).id();
    client.makeHook(id, "ours");

    assertThat(client.delete("/channels/" + id + "?permanent=true").status()).isEqualTo(200);

    assertThat(client.state("hooks")).isEmpty();
    assertThat(client.delete("/channels/" + id).refusal())
        .isEqualTo("404 app.channel.get.existing.app_error");
    assertThat(create(Map.of()).status()).isEqualTo(201);
  }

  @Test
  void findsAChannelByName() {
    String id = create(Map.of()).id();

    assertThat(client.get("/teams/" + team + "/channels/name/random").id()).isEqualTo(id);
    assertThat(client.get("/teams/name/blue/channels/name/random").id()).isEqualTo(id);
    assertThat(client.get("/teams/" + team + "/channels").json()).hasSize(1);
    assertThat(client.get("/teams/" + team + "/channels/name/other").refusal())
        .isEqualTo("404 app.channel.get_by_name.missing.app_error");
  }

  @Test
  void takesOnlyMembersOfTheTeam() {
    String channel = create(Map.of("type", "P")).id();
    String user = client.makeUser("ann");

    assertThat(client.joinChannel(channel, user).refusal())
        .isEqualTo("404 app.team.get_member.missing.app_error");

    client.join(team, user);
    assertThat(client.joinChannel(channel, user).status()).isEqualTo(201);
    client.delete("/teams/" + team + "/members/" + user);
    assertThat(client.joinChannel(channel, user).refusal())
        .isEqualTo("400 api.channel.add_user.to.channel.failed.deleted.app_error");
  }

  @Test
  void addsAMemberOnce() {
    String channel = create(Map.of()).id();
    String user = client.makeUser("ann");
    client.join(team, user);

    Reply first = client.joinChannel(channel, user);
    Reply second = client.joinChannel(channel, user);

    assertThat(first.at("user_id")).isEqualTo(user);
    assertThat(first.at("roles")).isEqualTo("channel_user");
    assertThat(second.status()).isEqualTo(201);
    assertThat(client.get("/channels/" + channel + "/members").json()).hasSize(1);
  }

  @Test
  void removesAMember() {
    String channel = create(Map.of()).id();
    String user = client.makeUser("ann");
    client.join(team, user);
    client.joinChannel(channel, user);
    String member = "/channels/" + channel + "/members/" + user;

    assertThat(client.get(member).status()).isEqualTo(200);
    assertThat(client.delete(member).status()).isEqualTo(200);

    assertThat(client.get(member).refusal())
        .isEqualTo("404 app.channel.get_member.missing.app_error");
    assertThat(client.delete(member).refusal())
        .isEqualTo("404 app.channel.get_member.missing.app_error");
  }

  @Test
  void refusesMembersThatDoNotExist() {
    String channel = create(Map.of()).id();

    assertThat(client.joinChannel(channel, NOBODY).refusal())
        .isEqualTo("404 app.user.missing_account.const");
    assertThat(client.joinChannel(channel, "short").refusal())
        .isEqualTo("400 api.context.invalid_body_param.app_error");
    assertThat(client.joinChannel(NOBODY, client.makeUser("ann")).refusal())
        .isEqualTo("404 app.channel.get.existing.app_error");
  }
}
