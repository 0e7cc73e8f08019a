package dev.amends.systems.provisioning.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.Reply;
import dev.amends.systems.provisioning.service.RunningService;
import dev.amends.systems.provisioning.service.ServiceClient;
import dev.amends.systems.provisioning.service.ServiceDatabase;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A service on H2 whose HTTP interface is tried. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpContract {
  Simulation mattermost;
  RunningService service;
  ServiceClient client;

  @BeforeAll
  void start(@TempDir Path folder) {
    mattermost = new Simulation();
    service =
        RunningService.start(ServiceDatabase.h2(folder), mattermost, RunningService.IMPATIENT);
    client = service.client();
  }

  @AfterEach
  void heal() {
    mattermost.heal();
  }

  @AfterAll
  void stop() {
    service.close();
    mattermost.close();
  }

  static void isProblem(Reply reply, int status, String code) {
    assertThat(reply.status()).as("%s", reply.body()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.text("code")).isEqualTo(code);
    assertThat(reply.body().path("status").asInt()).isEqualTo(status);
    assertThat(reply.text("detail")).isNotBlank();
    assertThat(reply.body().toString()).doesNotContain("java.", "Exception", "SELECT");
  }

  static void names(Reply reply, String... fields) {
    List<String> named =
        StreamSupport.stream(reply.body().path("errors").spliterator(), false)
            .map(error -> error.path("field").asString())
            .toList();
    assertThat(named).contains(fields);
  }

  static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(times);
    try {
      List<Future<T>> all =
          people.invokeAll(IntStream.range(0, times).mapToObj(i -> call).toList());
      List<T> results = new ArrayList<>();
      for (Future<T> one : all) {
        results.add(one.get());
      }
      return results;
    } finally {
      people.shutdownNow();
    }
  }
}
