package dev.amends.systems.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserTest {
  private static final String EMAIL_TAKEN = "400 app.user.save.email_exists.app_error";
  private static final String NAME_TAKEN = "400 app.user.save.username_exists.app_error";

  @RegisterExtension final RunningSimulator simulator = new RunningSimulator();

  private Reply create(Map<String, ?> changes) {
    Map<String, Object> user = new HashMap<>(SimulatorClient.user("ann"));
    user.putAll(changes);
    return simulator.client().post("/users", user);
  }

  @Test
  void makesAUserInLowerCase() {
    Reply reply = create(Map.of("email", "Ann.Lee@Example.COM", "username", "Ann.Lee"));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.at("email")).isEqualTo("ann.lee@example.com");
    assertThat(reply.at("username")).isEqualTo("ann.lee");
    assertThat(reply.at("roles")).isEqualTo("system_user");
    assertThat(reply.json().has("password")).isFalse();
    assertThat(simulator.client().panel("GET", "/state").text()).doesNotContain("secret-123");
  }

  @Test
  void keepsWhatMarksAUser() {
    create(Map.of("nickname", "Annie", "position", "marker", "props", Map.of("saga", "s-1")));

    Reply found = simulator.client().get("/users/username/ann");

    assertThat(found.at("nickname")).isEqualTo("Annie");
    assertThat(found.at("position")).isEqualTo("marker");
    assertThat(found.json().required("props").required("saga").stringValue()).isEqualTo("s-1");
  }

  @ParameterizedTest
  @CsvSource({
    "password,short,pwd_min_length",
    "email,nobody,email",
    "email,'',email",
    "username,ann lee,username",
    "username,system,username"
  })
  void refusesAWrongField(String field, String value, String error) {
    assertThat(create(Map.of(field, value)).refusal())
        .isEqualTo("400 model.user.is_valid." + error + ".app_error");
    assertThat(simulator.client().state("users")).isEmpty();
  }

  @Test
  void refusesAPasswordThatIsTooLong() {
    assertThat(create(Map.of("password", "x".repeat(73))).refusal())
        .isEqualTo("400 model.user.is_valid.pwd_max_length.app_error");
    assertThat(create(Map.of("nickname", "x".repeat(65))).refusal())
        .isEqualTo("400 model.user.is_valid.nickname.app_error");
  }

  @Test
  void takesEmailAndUserNameOnce() {
    create(Map.of());

    assertThat(create(Map.of("username", "other", "email", "ANN@example.com")).refusal())
        .isEqualTo(EMAIL_TAKEN);
    assertThat(create(Map.of("username", "Ann", "email", "other@example.com")).refusal())
        .isEqualTo(NAME_TAKEN);
  }

  @Test
  void holdsBothForADeactivatedUser() {
    String id = create(Map.of()).id();

    assertThat(simulator.client().delete("/users/" + id).status()).isEqualTo(200);

    assertThat(create(Map.of("username", "other")).refusal()).isEqualTo(EMAIL_TAKEN);
    assertThat(create(Map.of("email", "other@example.com")).refusal()).isEqualTo(NAME_TAKEN);
    for (String path : new String[] {"/users/email/ann@example.com", "/users/username/ann"}) {
      Reply found = simulator.client().get(path);
      assertThat(found.status()).isEqualTo(200);
      assertThat(found.json().required("delete_at").longValue()).isPositive();
    }
  }

  @Test
  void reactivatesAUser() {
    String id = create(Map.of()).id();
    simulator.client().delete("/users/" + id);

    Reply reply = simulator.client().put("/users/" + id + "/active", Map.of("active", true));

    assertThat(reply.at("status")).isEqualTo("OK");
    assertThat(simulator.client().get("/users/" + id).json().required("delete_at").longValue())
        .isZero();
    simulator.client().put("/users/" + id + "/active", Map.of("active", false));
    assertThat(simulator.client().get("/users/" + id).json().required("delete_at").longValue())
        .isPositive();
    assertThat(simulator.client().put("/users/" + id + "/active", Map.of("active", "no")).refusal())
        .isEqualTo("400 api.context.invalid_body_param.app_error");
  }

  @Test
  void deletesAUserForGoodWithAllItHas() {
    SimulatorClient client = simulator.client();
    String id = create(Map.of()).id();
    String team = client.makeTeam("blue");
    client.join(team, id);
    String channel = client.makeChannel(team, "random");
    client.joinChannel(channel, id);

    assertThat(client.delete("/users/" + id + "?permanent=true").status()).isEqualTo(200);

    assertThat(client.get("/users/" + id).refusal())
        .isEqualTo("404 app.user.missing_account.const");
    assertThat(client.state("members")).isEmpty();
    assertThat(client.state("channelMembers")).isEmpty();
    assertThat(create(Map.of()).status()).isEqualTo(201);
    assertThat(client.delete("/users/" + id + "?permanent=true").status()).isEqualTo(404);
  }

  @Test
  void deletesForGoodOnlyWhereThatIsEnabled() {
    String id = create(Map.of()).id();
    simulator.client().panel("PUT", "/settings", Map.of("EnableAPIUserDeletion", false));

    assertThat(simulator.client().delete("/users/" + id + "?permanent=true").refusal())
        .isEqualTo("401 api.user.delete_user.not_enabled.app_error");
    assertThat(simulator.client().get("/users/" + id).json().required("delete_at").longValue())
        .isZero();
  }

  @Test
  void findsAUserByEmailNameAndId() {
    String id = create(Map.of("email", "ann+test@example.com")).id();

    assertThat(simulator.client().get("/users/email/ann+test@example.com").id()).isEqualTo(id);
    assertThat(simulator.client().get("/users/email/ann%2Btest%40example.com").id()).isEqualTo(id);
    assertThat(simulator.client().get("/users/email/ANN+test@example.com").id()).isEqualTo(id);
    assertThat(simulator.client().get("/users/username/ann").id()).isEqualTo(id);
    assertThat(simulator.client().get("/users/" + id).at("username")).isEqualTo("ann");
    assertThat(simulator.client().get("/users").json()).hasSize(2);
  }

  @Test
  void doesNotFindStrangers() {
    assertThat(simulator.client().get("/users/email/no@example.com").refusal())
        .isEqualTo("404 app.user.missing_account.const");
    assertThat(simulator.client().get("/users/username/nobody").refusal())
        .isEqualTo("404 app.user.get_by_username.app_error");
    assertThat(simulator.client().get("/users/email/nonsense").refusal())
        .isEqualTo("400 api.context.invalid_url_param.app_error");
  }

  @Test
  void changesAUser() {
    String id = create(Map.of()).id();
    simulator.client().makeUser("bob");

    Reply patched =
        simulator
            .client()
            .put(
                "/users/" + id + "/patch", Map.of("nickname", "Annie", "email", "New@Example.com"));

    assertThat(patched.at("nickname")).isEqualTo("Annie");
    assertThat(patched.at("email")).isEqualTo("new@example.com");
    assertThat(patched.at("username")).isEqualTo("ann");
    assertThat(
            simulator.client().put("/users/" + id + "/patch", Map.of("username", "bob")).refusal())
        .isEqualTo(NAME_TAKEN);
    assertThat(
            simulator
                .client()
                .put("/users/" + "n".repeat(26) + "/patch", Map.of("nickname", "x"))
                .refusal())
        .isEqualTo("400 api.context.invalid_body_param.app_error");
  }
}
