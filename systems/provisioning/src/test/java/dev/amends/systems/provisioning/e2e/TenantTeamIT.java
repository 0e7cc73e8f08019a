package dev.amends.systems.provisioning.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.Reply;
import dev.amends.systems.provisioning.service.RunningService;
import dev.amends.systems.provisioning.service.Samples;
import dev.amends.systems.provisioning.service.ServiceClient;
import dev.amends.systems.provisioning.service.ServiceDatabase;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The team of a tenant: made once, again where it failed, and never undone. */
class TenantTeamIT {
  @TempDir private Path folder;
  private Simulation mattermost;

  @BeforeEach
  void start() {
    mattermost = new Simulation();
  }

  @AfterEach
  void stop() {
    mattermost.close();
  }

  private RunningService service() {
    return RunningService.start(ServiceDatabase.h2(folder), mattermost, RunningService.IMPATIENT);
  }

  private void refuseTeams() {
    mattermost.fault(
        Map.of("method", "POST", "path", "/api/v4/teams$", "mode", "status", "status", 403));
  }

  private void hasOneTeam() {
    Awaitility.await().until(() -> mattermost.state().live("teams").count() == 1);
  }

  @Test
  void isMadeWhenTheServiceStarts() {
    try (RunningService service = service()) {
      hasOneTeam();
      assertThat(service.client().get("/projects").status()).isEqualTo(200);
    }
    try (RunningService again = service()) {
      assertThat(again.client().post("/users", Samples.person(Samples.word())).status())
          .isEqualTo(201);
      hasOneTeam();
    }
  }

  @Test
  void keepsPeopleWaitingUntilItIsThere() {
    refuseTeams();
    try (RunningService service = service()) {
      ServiceClient client = service.client();
      Map<String, Object> person = Samples.person(Samples.word());

      Reply early = client.post("/users", person);
      mattermost.heal();
      Reply late = client.post("/users", person);

      assertThat(early.status()).as("%s", early.body()).isEqualTo(503);
      assertThat(early.text("code")).isEqualTo("tenant.team-missing");
      assertThat(early.header("Retry-After")).isNotBlank();
      assertThat(late.status()).as("%s", late.body()).isEqualTo(201);
      hasOneTeam();
    }
  }

  @Test
  void isTriedAgainWhenTheServiceStarts() {
    refuseTeams();
    try (RunningService service = service()) {
      Awaitility.await().until(() -> !mattermost.calls("POST", "/api/v4/teams").isEmpty());
      assertThat(service.client().get("/projects").status()).isEqualTo(200);
    }
    mattermost.heal();
    try (RunningService again = service()) {
      hasOneTeam();
      assertThat(again.client().get("/projects").status()).isEqualTo(200);
    }
  }

  @Test
  void staysWhenASignUpIsUndone() {
    try (RunningService service = service()) {
      hasOneTeam();
      mattermost.fault(FaultKind.REFUSED.on("POST", "/channels/[^/]+/members$"));

      Reply reply = service.client().post("/users", Samples.person(Samples.word()));

      assertThat(reply.status()).isEqualTo(502);
      hasOneTeam();
    }
  }
}
