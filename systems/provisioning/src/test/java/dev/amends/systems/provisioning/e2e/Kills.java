package dev.amends.systems.provisioning.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.DatabaseKind;
import dev.amends.systems.provisioning.service.Reply;
import dev.amends.systems.provisioning.service.Samples;
import dev.amends.systems.provisioning.service.ServiceClient;
import dev.amends.systems.provisioning.service.ServiceDatabase;
import dev.amends.systems.provisioning.service.ServiceProcess;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9, once, while one project or sign-up stands at each place where it can: before and after
 * every call and every transaction, forward and back.
 */
abstract class Kills {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> PROJECT =
      List.of(
          "team",
          "team-link",
          "admin-user",
          "admin-link",
          "admin-member",
          "admin-role",
          "channel-notification",
          "channel-random",
          "webhook",
          "command");

  private static final List<String> SIGN_UP =
      List.of("user", "team-member", "channel", "channel-member", "activation");

  private static final List<String> UNDO = List.of("channel", "team-member", "user", "account");

  /** Calls take as long as the test does to kill; what is killed has no call under way. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "provisioning.mattermost.read-timeout", "40s",
          "provisioning.settle", "1s",
          "provisioning.patience", "30s",
          "provisioning.bcrypt-strength", "4",
          "amends.lease", "1s",
          "amends.web.idempotency.claim", "3s",
          "amends.apis.default.breaker.enabled", "false",
          "logging.level.root", "WARN");

  private final DatabaseKind kind;

  Kills(DatabaseKind kind) {
    this.kind = kind;
  }

  @Test
  void endsWithExactlyOneOfEachWhereverTheProcessWasKilled(@TempDir Path folder) {
    ServiceDatabase database = ServiceDatabase.of(kind, folder);
    ExecutorService people = Executors.newCachedThreadPool();
    try (Simulation mattermost = new Simulation()) {
      List<WatchedProject> projects = new ArrayList<>();
      Map<String, WatchedPerson> persons = new HashMap<>();
      ServiceProcess first =
          ServiceProcess.stopping("first", folder, database, mattermost, PROPERTIES).ready();
      try (first) {
        ServiceClient client = first.client();
        assertThat(client.post("/users", Samples.person(Samples.word())).status()).isEqualTo(201);
        // Whoever is to be undone is told to stop in its own way; the others pass.
        refuseLast(mattermost, client, persons, people);
        Stream.of("before", "after")
            .forEach(
                side -> {
                  PROJECT.forEach(
                      step ->
                          projects.add(
                              WatchedProject.create(
                                  client, mattermost, project(side + " action " + step))));
                  SIGN_UP.forEach(
                      step ->
                          signUp(client, mattermost, persons, people, side + " action " + step));
                });
        int all = 2 * (PROJECT.size() + SIGN_UP.size() + UNDO.size());
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(first.stops()).hasSize(all));
        projects.forEach(WatchedProject::look);
      }
      mattermost.heal();
      try (ServiceProcess second =
          ServiceProcess.start("second", folder, database, mattermost, PROPERTIES).ready()) {
        for (WatchedProject project : projects) {
          project.ask(second.client());
          project.finish();
        }
        persons.forEach((key, person) -> isInAtTheEnd(second.client(), key, person));
      }
    } finally {
      people.shutdownNow();
    }
  }

  /** A sign-up that is repeated with its key gets the end of the first one, or a new one. */
  private static void isInAtTheEnd(ServiceClient client, String key, WatchedPerson person) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> person.signUp(client, key).status() == 201);
    person.isThere();
  }

  private static void refuseLast(
      Simulation mattermost,
      ServiceClient client,
      Map<String, WatchedPerson> persons,
      ExecutorService people) {
    int undone = 2 * UNDO.size();
    Map<String, Object> fault =
        new HashMap<>(FaultKind.REFUSED.on("POST", "/channels/[^/]+/members$"));
    fault.put("times", undone);
    mattermost.fault(fault);
    for (String side : List.of("before", "after")) {
      UNDO.forEach(step -> signUp(client, mattermost, persons, people, side + " undo " + step));
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(mattermost.calls("POST", "/api/v4/channels/[^/]+/members"))
                    .filteredOn(call -> !call.path("fault").isNull())
                    .hasSize(undone));
  }

  private static Map<String, Object> project(String place) {
    String word = Samples.word();
    return Samples.with(Samples.project(word), "name", word + " stop " + place);
  }

  private static void signUp(
      ServiceClient client,
      Simulation mattermost,
      Map<String, WatchedPerson> persons,
      ExecutorService people,
      String place) {
    String word = Samples.word();
    WatchedPerson person =
        new WatchedPerson(
            mattermost, Samples.with(Samples.person(word), "name", word + " stop " + place));
    persons.put(word, person);
    people.execute(
        () -> {
          try {
            Reply unused = person.signUp(client, word);
          } catch (UncheckedIOException killed) {
            // The service is killed while this waits for its answer.
          }
        });
  }
}
