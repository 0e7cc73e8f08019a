package dev.amends.systems.provisioning.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.DatabaseKind;
import dev.amends.systems.provisioning.service.RunningService;
import dev.amends.systems.provisioning.service.ServiceClient;
import dev.amends.systems.provisioning.service.ServiceDatabase;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every fault on every call of creating a project. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProjectFaults {
  private final DatabaseKind kind;
  private Simulation mattermost;
  private RunningService service;
  private ServiceClient client;

  ProjectFaults(DatabaseKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    mattermost = new Simulation();
    service =
        RunningService.start(
            ServiceDatabase.of(kind, folder), mattermost, RunningService.IMPATIENT);
    client = service.client();
    // The tenant's team is made with its first project; later calls for teams are projects' own.
    WatchedProject.create(client, mattermost).finish();
    Awaitility.await().until(() -> mattermost.state().live("teams").count() == 3);
  }

  @AfterAll
  void stop() {
    service.close();
    mattermost.close();
  }

  static Stream<Arguments> cells() {
    return Arrays.stream(ProjectStep.values())
        .flatMap(step -> Arrays.stream(FaultKind.values()).map(fault -> Arguments.of(step, fault)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void endsWithExactlyOneOfEach(ProjectStep step, FaultKind fault) {
    mattermost.heal();
    mattermost.fault(fault.on(step.method, step.path));

    WatchedProject project = WatchedProject.create(client, mattermost);
    String end = project.settled();

    assertThat(end).isEqualTo(fault.passes() ? "SUCCESS" : "FAILED");
    if (!fault.passes()) {
      standsAt(step, project);
    }
    project.finish();
    assertThat(mattermost.calls(step.method, ".*" + step.path.replace("$", "")))
        .as("the fault struck")
        .anyMatch(call -> !call.path("fault").isNull());
  }

  private void standsAt(ProjectStep step, WatchedProject project) {
    Map<String, String> rows = project.look();
    String failed =
        rows.entrySet().stream()
            .filter(row -> row.getValue().equals("FAILED"))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    assertThat(failed).startsWith(step.row);
    JsonNode row = project.row(failed);
    assertThat(row.path("error").path("id").asString()).isEqualTo("simulator.fault.app_error");
    assertThat(row.path("error").path("httpStatus").asInt()).isEqualTo(400);
    assertThat(row.path("attempts").asInt()).isEqualTo(1);
    List<String> later =
        WatchedProject.ROWS.subList(
            WatchedProject.ROWS.indexOf(failed) + (failed.startsWith("channel") ? 2 : 1),
            WatchedProject.ROWS.size());
    assertThat(later)
        .filteredOn(name -> !name.startsWith("channel"))
        .allSatisfy(name -> assertThat(rows.get(name)).as(name).isEqualTo("READY"));
  }

  @ParameterizedTest
  @EnumSource(ProjectStep.class)
  void neverRepeatsWhatSucceeded(ProjectStep step) {
    mattermost.heal();
    mattermost.fault(FaultKind.REFUSED.on(step.method, step.path));

    WatchedProject project = WatchedProject.create(client, mattermost);
    project.finish();

    for (ProjectStep each : ProjectStep.values()) {
      int once = each == ProjectStep.CHANNEL ? 2 : 1;
      assertThat(mattermost.calls(each.method, ".*" + each.path.replace("$", "")))
          .as("calls of %s", each)
          .hasSize(each == step ? once + 1 : once);
    }
  }

  @Test
  void showsTheRunnersNameWhereSomebodyRanItAgain() {
    mattermost.heal();
    mattermost.fault(FaultKind.REFUSED.on("POST", "/hooks/incoming$"));
    WatchedProject project = WatchedProject.create(client, mattermost);
    assertThat(project.settled()).isEqualTo("FAILED");

    assertThat(project.retry("Kim Minji").status()).isEqualTo(202);
    assertThat(project.settled()).isEqualTo("SUCCESS");

    assertThat(project.row("webhook").path("updatedBy").asString()).isEqualTo("Kim Minji");
    assertThat(project.row("command").path("updatedBy").asString()).isEqualTo("Kim Minji");
    assertThat(project.row("team").path("updatedBy").asString()).isEqualTo("anonymous");
    assertThat(project.row("webhook").path("error").isNull()).isTrue();
    assertThat(project.retry("Kim Minji").status()).isEqualTo(409);
  }
}
