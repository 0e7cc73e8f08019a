package dev.amends.systems.provisioning.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.Sagas;
import dev.amends.journal.Actor;
import dev.amends.operator.Answer;
import dev.amends.operator.Operator;
import dev.amends.operator.Order;
import dev.amends.query.SagaView;
import dev.amends.systems.provisioning.saga.CreateProject;
import dev.amends.systems.provisioning.service.Reply;
import dev.amends.systems.provisioning.service.RunningService;
import dev.amends.systems.provisioning.service.Samples;
import dev.amends.systems.provisioning.service.ServiceClient;
import dev.amends.systems.provisioning.service.ServiceDatabase;
import dev.amends.systems.provisioning.simulated.Simulation;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What those who run the service do and see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorIT {
  private Simulation mattermost;
  private RunningService service;
  private ServiceClient client;

  @BeforeAll
  void start(@TempDir Path folder) {
    mattermost = new Simulation();
    service =
        RunningService.start(ServiceDatabase.h2(folder), mattermost, RunningService.IMPATIENT);
    client = service.client();
  }

  @AfterAll
  void stop() {
    service.close();
    mattermost.close();
  }

  @Tag("operator")
  @Test
  void withdrawsAProjectThatIsNotWorthFinishing() {
    mattermost.fault(FaultKind.REFUSED.on("POST", "/commands$"));
    String word = Samples.word();
    Map<String, Object> body = Samples.project(word);
    WatchedProject project = WatchedProject.create(client, mattermost, body);
    assertThat(project.settled()).isEqualTo("FAILED");
    SagaView saga = service.bean(Sagas.class).find(CreateProject.class, project.id()).orElseThrow();

    Answer answer =
        service
            .bean(Operator.class)
            .compensate(Order.on(saga.id(), Actor.of("operator"), "not wanted any more"));

    assertThat(answer).isEqualTo(Answer.ACCEPTED);
    Awaitility.await().until(() -> client.get("/projects/" + project.id()).status() == 404);
    assertThat(client.get("/projects").body().toString()).doesNotContain(project.id());
    assertThat(mattermost.state().users(word + "@example.com")).isEmpty();
    assertThat(mattermost.state().live("hooks")).isEmpty();
    // Name and address are free again.
    WatchedProject.create(client, mattermost, body).finish();
  }

  @Test
  void neverSeesAPassword() {
    String word = Samples.word();
    String password = "pass-" + word + "-word";
    Map<String, Object> person = Samples.with(Samples.person(word), "password", password);
    mattermost.fault(FaultKind.REFUSED.on("POST", "/channels$"));
    assertThat(client.post("/users", person).status()).isEqualTo(502);
    Reply reply = client.post("/users", person);
    assertThat(reply.status()).isEqualTo(201);

    String database =
        String.join("\n", service.bean(JdbcTemplate.class).queryForList("SCRIPT", String.class));
    String hex = HexFormat.of().formatHex(password.getBytes(UTF_8));

    assertThat(database).contains(word).doesNotContain(password).doesNotContain(hex);
    assertThat(database).contains("$2a$04$");
    assertThat(mattermost.calls("POST", "/api/v4/users").toString()).doesNotContain(password);
  }
}
