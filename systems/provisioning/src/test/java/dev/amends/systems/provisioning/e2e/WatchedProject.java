package dev.amends.systems.provisioning.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.Reply;
import dev.amends.systems.provisioning.service.Samples;
import dev.amends.systems.provisioning.service.ServiceClient;
import dev.amends.systems.provisioning.simulated.MattermostState;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A project that is looked at until it has settled; at every look the screen must be right. */
final class WatchedProject {
  static final List<String> ROWS =
      List.of(
          "team",
          "admin-user",
          "admin-member",
          "admin-role",
          "channel-notification",
          "channel-random",
          "webhook",
          "command");

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Simulation mattermost;
  private final String id;
  private final String teamName;
  private final String adminEmail;
  private ServiceClient service;

  private WatchedProject(
      ServiceClient service, Simulation mattermost, String id, String teamName, String adminEmail) {
    this.service = service;
    this.mattermost = mattermost;
    this.id = id;
    this.teamName = teamName;
    this.adminEmail = adminEmail;
  }

  static WatchedProject create(ServiceClient service, Simulation mattermost) {
    return create(service, mattermost, Samples.project(Samples.word()));
  }

  static WatchedProject create(ServiceClient service, Simulation mattermost, Map<String, ?> body) {
    Reply created = service.post("/projects", body);
    assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo("/projects/" + created.text("id"));
    return new WatchedProject(
        service,
        mattermost,
        created.text("id"),
        created.text("teamName"),
        (String) body.get("adminEmail"));
  }

  String id() {
    return id;
  }

  /** From now on another node is asked. */
  void ask(ServiceClient other) {
    service = other;
  }

  /** What the screen says of each API; right at this moment, or this fails. */
  Map<String, String> look() {
    Map<String, Long> before = effects();
    JsonNode screen = integrations();
    Map<String, Long> after = effects();
    Map<String, String> rows = new LinkedHashMap<>();
    screen
        .path("apis")
        .forEach(row -> rows.put(row.path("name").asString(), row.path("status").asString()));
    assertThat(rows.keySet()).containsExactlyElementsOf(ROWS);
    rows.forEach(
        (row, status) -> {
          assertThat(after.get(row)).as("%s on Mattermost", row).isLessThanOrEqualTo(1);
          switch (status) {
            case "SUCCESS" -> assertThat(after.get(row)).as("%s is SUCCESS", row).isEqualTo(1);
            case "READY", "FAILED" ->
                assertThat(before.get(row)).as("%s is %s", row, status).isZero();
            default -> assertThat(status).isIn("RUNNING", "UNKNOWN");
          }
        });
    checkWhole(screen.path("messengerStatus").asString(), rows);
    return rows;
  }

  private static void checkWhole(String whole, Map<String, String> rows) {
    switch (whole) {
      case "SUCCESS" -> assertThat(rows.values()).containsOnly("SUCCESS");
      case "FAILED" -> assertThat(rows.values()).containsAnyOf("FAILED", "UNKNOWN");
      case "READY" -> assertThat(rows.values()).doesNotContain("RUNNING");
      default -> assertThat(whole).isEqualTo("RUNNING");
    }
  }

  JsonNode integrations() {
    Reply reply = service.get("/projects/" + id + "/integrations");
    assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
    return reply.body();
  }

  JsonNode row(String name) {
    for (JsonNode row : integrations().path("apis")) {
      if (row.path("name").asString().equals(name)) {
        return row;
      }
    }
    throw new AssertionError("There is no row " + name);
  }

  String status() {
    return service.get("/projects/" + id).text("messengerStatus");
  }

  /** Looks until it has settled, and says how. */
  String settled() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(25))
        .until(
            () -> {
              look();
              return status();
            },
            status -> status.equals("SUCCESS") || status.equals("FAILED"));
  }

  Reply retry(String actor) {
    return service.post("/projects/" + id + "/integrations/retry", Map.of(), "X-Actor", actor);
  }

  /** Runs it again and again until everything is there. */
  void finish() {
    int runs = 0;
    while (settled().equals("FAILED")) {
      assertThat(++runs).as("runs").isLessThanOrEqualTo(10);
      assertThat(retry("kim").status()).isEqualTo(202);
    }
    isComplete();
  }

  void isComplete() {
    isComplete(mattermost.state());
  }

  /** Everything was there once at that moment, and the screen says so. */
  void isComplete(MattermostState state) {
    state
        .project(teamName, adminEmail)
        .forEach((row, count) -> assertThat(count).as("%s of %s", row, id).isEqualTo(1));
    JsonNode screen = integrations();
    assertThat(screen.path("messengerStatus").asString()).isEqualTo("SUCCESS");
    screen
        .path("apis")
        .forEach(row -> assertThat(row.path("status").asString()).isEqualTo("SUCCESS"));
  }

  private Map<String, Long> effects() {
    return mattermost.state().project(teamName, adminEmail);
  }
}
