package dev.amends.systems.provisioning.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.DatabaseKind;
import dev.amends.systems.provisioning.service.Samples;
import dev.amends.systems.provisioning.service.ServiceDatabase;
import dev.amends.systems.provisioning.service.ServiceProcess;
import dev.amends.systems.provisioning.simulated.MattermostState;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL, one of which is killed under load. */
class TwoNodesIT {
  private static final int PROJECTS = 200;

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "provisioning.bcrypt-strength", "4",
          "amends.lease", "1s",
          "logging.level.root", "WARN");

  @Tag("C4")
  @Test
  void theOtherFinishesAndTheKilledOneJoinsInAgain(@TempDir Path folder) throws Exception {
    ServiceDatabase database = ServiceDatabase.of(DatabaseKind.POSTGRESQL, folder);
    ExecutorService people = Executors.newFixedThreadPool(8);
    try (Simulation mattermost = new Simulation();
        ServiceProcess other =
            ServiceProcess.start("b", folder, database, mattermost, PROPERTIES)) {
      List<WatchedProject> projects;
      ServiceProcess killed = ServiceProcess.start("a", folder, database, mattermost, PROPERTIES);
      try (killed) {
        killed.ready();
        other.ready();
        // Slow enough that all of them are under way when the node dies.
        mattermost.fault(
            Map.of("method", "POST", "path", "/api/v4/users$", "mode", "delay", "delayMs", 800));
        List<Future<WatchedProject>> created =
            IntStream.range(0, PROJECTS)
                .mapToObj(
                    i ->
                        people.submit(
                            () ->
                                WatchedProject.create(
                                    (i % 2 == 0 ? killed : other).client(),
                                    mattermost,
                                    Samples.project(Samples.word(), "acme"))))
                .toList();
        projects = new ArrayList<>();
        for (Future<WatchedProject> project : created) {
          projects.add(project.get());
        }
      }
      mattermost.heal();
      projects.forEach(project -> project.ask(other.client()));
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> projects.stream().allMatch(project -> project.status().equals("SUCCESS")));
      MattermostState state = mattermost.state();
      projects.forEach(project -> project.isComplete(state));

      try (ServiceProcess again =
          ServiceProcess.start("a-again", folder, database, mattermost, PROPERTIES).ready()) {
        WatchedProject mine = WatchedProject.create(again.client(), mattermost);
        mine.ask(other.client());
        assertThat(mine.settled()).isEqualTo("SUCCESS");
        projects.get(0).ask(again.client());
        projects.get(0).isComplete();
      }
    } finally {
      people.shutdownNow();
    }
  }
}
