package dev.amends.systems.provisioning.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.RunningService;
import dev.amends.systems.provisioning.service.Samples;
import dev.amends.systems.provisioning.service.ServiceClient;
import dev.amends.systems.provisioning.service.ServiceDatabase;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the waits as they are by default, no fault keeps a person waiting for more than 60 s. */
class PatienceIT {
  private static final Duration PROMISE = Duration.ofSeconds(60);

  private Simulation mattermost;
  private RunningService service;
  private ServiceClient client;

  @BeforeEach
  void start(@TempDir Path folder) {
    mattermost = new Simulation();
    service = RunningService.start(ServiceDatabase.h2(folder), mattermost, Map.of());
    client = service.client();
  }

  @AfterEach
  void stop() {
    service.close();
    mattermost.close();
  }

  @Test
  void parksWithinAMinuteWhateverStaysWrong() {
    // The worst: every call is lost, and after two of them the looks fail as well.
    mattermost.fault(
        Map.of(
            "method", "POST", "path", "/api/v4/hooks/incoming$", "mode", "lose", "effect", false));
    mattermost.fault(
        Map.of("method", "POST", "path", "/api/v4/commands$", "mode", "status", "status", 500));
    String id = client.post("/projects", Samples.project(Samples.word())).text("id");

    Awaitility.await()
        .atMost(PROMISE)
        .until(() -> client.get("/projects/" + id).text("messengerStatus").equals("FAILED"));

    assertThat(
            client
                .get("/projects/" + id + "/integrations")
                .body()
                .path("apis")
                .get(6)
                .path("status")
                .asString())
        .isEqualTo("FAILED");
  }
}
