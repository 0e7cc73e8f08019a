package dev.amends.systems.provisioning.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.DatabaseKind;
import dev.amends.systems.provisioning.service.Reply;
import dev.amends.systems.provisioning.service.RunningService;
import dev.amends.systems.provisioning.service.Samples;
import dev.amends.systems.provisioning.service.ServiceClient;
import dev.amends.systems.provisioning.service.ServiceDatabase;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault on every call of a sign-up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SignUpFaults {
  private final DatabaseKind kind;
  private Simulation mattermost;
  private RunningService service;
  private ServiceClient client;

  SignUpFaults(DatabaseKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    mattermost = new Simulation();
    service =
        RunningService.start(
            ServiceDatabase.of(kind, folder), mattermost, RunningService.IMPATIENT);
    client = service.client();
    // The tenant's team is there from here on.
    assertThat(client.post("/users", Samples.person(Samples.word())).status()).isEqualTo(201);
  }

  @AfterEach
  void heal() {
    mattermost.heal();
    mattermost.userDeletion(true);
  }

  @AfterAll
  void stop() {
    service.close();
    mattermost.close();
  }

  static Stream<Arguments> cells() {
    return Arrays.stream(SignUpStep.values())
        .flatMap(step -> Arrays.stream(FaultKind.values()).map(fault -> Arguments.of(step, fault)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void endsWithEverythingOrNothing(SignUpStep step, FaultKind fault) {
    mattermost.fault(fault.on(step.method, step.path));
    WatchedPerson person = new WatchedPerson(mattermost);

    Reply reply = person.signUp(client);

    if (fault.passes()) {
      assertThat(reply.status()).as("%s", reply.body()).isEqualTo(201);
      person.isThere();
    } else {
      assertThat(reply.status()).as("%s", reply.body()).isEqualTo(502);
      assertThat(reply.text("code")).isEqualTo("mattermost.refused");
      person.isGone();
      assertThat(person.signUp(client).status()).as("the next sign-up").isEqualTo(201);
      person.isThere();
    }
  }

  /** A call that is refused late, so that everything before it has to be undone, under faults. */
  @ParameterizedTest
  @MethodSource("undoCells")
  void undoesEverythingWhateverGoesWrong(String method, String path, FaultKind fault) {
    mattermost.fault(FaultKind.REFUSED.on("POST", "/channels/[^/]+/members$"));
    mattermost.fault(fault.on(method, path));
    WatchedPerson person = new WatchedPerson(mattermost);

    Reply reply = person.signUp(client);

    if (reply.status() == 202) {
      assertThat(WatchedPerson.settled(client, reply.header("Location"))).isFalse();
    } else {
      assertThat(reply.status()).as("%s", reply.body()).isEqualTo(502);
    }
    person.isGone();
    assertThat(person.signUp(client).status()).as("the next sign-up").isEqualTo(201);
    person.isThere();
  }

  static Stream<Arguments> undoCells() {
    return Stream.of(
            "/api/v4/channels/[^/]+$", "/api/v4/teams/[^/]+/members/[^/]+$", "/api/v4/users/[^/]+$")
        .flatMap(
            path ->
                Arrays.stream(FaultKind.values())
                    .map(fault -> Arguments.of("DELETE", path, fault)));
  }

  @ParameterizedTest
  @EnumSource(SignUpStep.class)
  void endsWithNothingWhenTheFaultStays(SignUpStep step) {
    Map<String, Object> fault = new HashMap<>(FaultKind.SERVER_ERROR.on(step.method, step.path));
    fault.remove("times");
    mattermost.fault(fault);
    WatchedPerson person = new WatchedPerson(mattermost);

    Reply reply = person.signUp(client);

    if (reply.status() == 202) {
      assertThat(WatchedPerson.settled(client, reply.header("Location"))).isFalse();
    } else {
      assertThat(reply.status()).as("%s", reply.body()).isEqualTo(502);
    }
    person.isGone();
    mattermost.heal();
    assertThat(person.signUp(client).status()).isEqualTo(201);
    person.isThere();
  }

  @Test
  void takesUpAgainAUserWhoCouldOnlyBeDeactivated() {
    mattermost.userDeletion(false);
    mattermost.fault(FaultKind.REFUSED.on("POST", "/channels/[^/]+/members$"));
    WatchedPerson person = new WatchedPerson(mattermost);
    assertThat(person.signUp(client).status()).isEqualTo(502);
    person.isGone();
    // The simulator keeps no passwords, and so has no call that sets one.
    mattermost.fault(
        Map.of(
            "method", "PUT",
            "path", "/users/[^/]+/password$",
            "mode", "status",
            "status", 200,
            "body", Map.of("status", "OK")));

    Reply again = person.signUp(client);

    assertThat(again.status()).as("%s", again.body()).isEqualTo(201);
    person.isThere();
    assertThat(mattermost.state().users(person.email()).get(0).toString())
        .contains(again.text("id"));
    assertThat(mattermost.calls("PUT", ".*/password")).hasSize(1);
  }

  @Test
  void leavesAStrangersUserAlone() {
    WatchedPerson person = new WatchedPerson(mattermost);
    mattermost.call(
        "POST",
        "/users",
        Map.of(
            "email",
            person.email(),
            "username",
            "stranger" + Samples.word(),
            "password",
            "secret-stranger"));

    Reply reply = person.signUp(client);

    assertThat(reply.status()).as("%s", reply.body()).isEqualTo(409);
    assertThat(reply.text("code")).isEqualTo("account.taken");
    assertThat(reply.text("detail")).contains(person.email());
    assertThat(mattermost.state().users(person.email())).hasSize(1);
  }
}
