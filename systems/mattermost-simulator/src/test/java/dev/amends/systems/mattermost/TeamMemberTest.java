package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TeamMemberTest {
  private static final String NOBODY = "n".repeat(26);

  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  private SimulatorClient client;
  private String team;
  private String user;
  private String member;

  @BeforeEach
  void makeTeamAndUser() {
    client = simulator.client();
    team = client.makeTeam("blue");
    user = client.makeUser("ann");
    member = "/teams/" + team + "/members/" + user;
  }

  private Reply join(String teamId, String userId) {
    return client.post("/teams/" + team + "/members", Map.of("team_id", teamId, "user_id", userId));
  }

  @Test
  void joinsAUser() {
    Reply joined = join(team, user);

    assertThat(joined.status()).isEqualTo(201);
    assertThat(joined.at("roles")).isEqualTo("team_user");
    assertThat(client.get(member).at("user_id")).isEqualTo(user);
    assertThat(client.get("/teams/" + team + "/members").json()).hasSize(1);
  }

  @Test
  void answersTheMemberToWhoJoinsAgain() {
    join(team, user);
    client.put(member + "/schemeRoles", Map.of("scheme_admin", true, "scheme_user", true));

    Reply again = join(team, user);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.at("roles")).isEqualTo("team_user team_admin");
    assertThat(client.state("members")).hasSize(1);
  }

  @Test
  void refusesWhoDoesNotExist() {
    assertThat(join(team, NOBODY).refusal()).isEqualTo("404 app.user.missing_account.const");
    assertThat(join(NOBODY, user).refusal())
        .isEqualTo("400 api.context.invalid_body_param.app_error");
    assertThat(join(team, "short").refusal())
        .isEqualTo("400 api.context.invalid_body_param.app_error");
    assertThat(
            client
                .post("/teams/" + NOBODY + "/members", Map.of("team_id", NOBODY, "user_id", user))
                .refusal())
        .isEqualTo("404 app.team.get.find.app_error");
  }

  @Test
  void makesATeamAdminAndTakesItBack() {
    join(team, user);

    assertThat(
            client
                .put(member + "/schemeRoles", Map.of("scheme_admin", true, "scheme_user", true))
                .at("status"))
        .isEqualTo("OK");
    assertThat(client.get(member).json().required("scheme_admin").booleanValue()).isTrue();

    client.put(member + "/schemeRoles", Map.of("scheme_admin", false, "scheme_user", true));
    assertThat(client.get(member).at("roles")).isEqualTo("team_user");
  }

  @Test
  void refusesRolesThatDoNotGoTogether() {
    join(team, user);

    assertThat(
            client
                .put(member + "/schemeRoles", Map.of("scheme_guest", true, "scheme_user", true))
                .status())
        .isEqualTo(400);
    assertThat(client.put(member + "/schemeRoles", Map.of("scheme_admin", "yes")).refusal())
        .isEqualTo("400 api.context.invalid_body_param.app_error");
  }

  @Test
  void knowsNoRolesOfStrangers() {
    assertThat(client.put(member + "/schemeRoles", Map.of("scheme_admin", true)).refusal())
        .isEqualTo("404 app.team.get_member.missing.app_error");
    assertThat(client.get(member).refusal()).isEqualTo("404 app.team.get_member.missing.app_error");
  }

  @Test
  void stillFindsWhoLeft() {
    join(team, user);
    String channel = client.makeChannel(team, "random");
    client.joinChannel(channel, user);

    assertThat(client.delete(member).status()).isEqualTo(200);

    Reply left = client.get(member);
    assertThat(left.status()).isEqualTo(200);
    assertThat(left.json().required("delete_at").longValue()).isPositive();
    assertThat(client.get("/teams/" + team + "/members").json()).isEmpty();
    assertThat(client.state("channelMembers")).isEmpty();
    assertThat(client.delete(member).status()).isEqualTo(200);
  }

  @Test
  void letsWhoLeftJoinAgainAsAPlainMember() {
    join(team, user);
    client.put(member + "/schemeRoles", Map.of("scheme_admin", true, "scheme_user", true));
    client.delete(member);

    assertThat(join(team, user).at("roles")).isEqualTo("team_user");
    assertThat(client.get(member).json().required("delete_at").longValue()).isZero();
  }

  @Test
  void refusesToRemoveWhoWasNeverThere() {
    assertThat(client.delete(member).refusal())
        .isEqualTo("400 api.team.remove_user_from_team.missing.app_error");
    assertThat(client.delete("/teams/" + team + "/members/" + NOBODY).refusal())
        .isEqualTo("404 app.user.missing_account.const");
    assertThat(client.delete("/teams/" + NOBODY + "/members/" + user).refusal())
        .isEqualTo("404 app.team.get.find.app_error");
  }
}
