package dev.amends.systems.provisioning.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.Reply;
import dev.amends.systems.provisioning.service.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ProjectHttpIT extends HttpContract {
  private Reply create(Map<String, ?> body) {
    Reply created = client.post("/projects", body);
    assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
    return created;
  }

  private void awaitStatus(String id, String status) {
    Awaitility.await()
        .until(() -> client.get("/projects/" + id).text("messengerStatus").equals(status));
  }

  private Reply integrations(String id) {
    return client.get("/projects/" + id + "/integrations");
  }

  private Reply retry(String id) {
    return client.post("/projects/" + id + "/integrations/retry", Map.of());
  }

  private Reply verify(String id) {
    return client.post("/projects/" + id + "/integrations/verify", Map.of());
  }

  private static List<String> rows(Reply integrations, String field) {
    return StreamSupport.stream(integrations.body().path("apis").spliterator(), false)
        .map(row -> row.path(field).asString())
        .toList();
  }

  @Test
  void createsAProjectAndShowsIt() {
    String word = Samples.word();
    Reply created = create(Samples.project(word));

    assertThat(created.header("Location")).isEqualTo("/projects/" + created.text("id"));
    assertThat(created.text("name")).isEqualTo("Project " + word);
    assertThat(created.text("teamName")).startsWith("p-acme-project-" + word);
    assertThat(created.text("messengerStatus")).isIn("READY", "RUNNING", "SUCCESS");
    awaitStatus(created.text("id"), "SUCCESS");
    Reply integrations = integrations(created.text("id"));
    assertThat(integrations.text("messengerStatus")).isEqualTo("SUCCESS");
    assertThat(rows(integrations, "name"))
        .containsExactly(
            "team",
            "admin-user",
            "admin-member",
            "admin-role",
            "channel-notification",
            "channel-random",
            "webhook",
            "command");
    assertThat(rows(integrations, "status")).containsOnly("SUCCESS");
    JsonNode admin = integrations.body().path("apis").get(1);
    assertThat(admin.path("method").asString()).isEqualTo("POST");
    assertThat(admin.path("url").asString()).isEqualTo("/api/v4/users");
    assertThat(admin.path("attempts").asInt()).isEqualTo(1);
    assertThat(admin.path("error").isNull()).isTrue();
    assertThat(admin.path("updatedAt").asString()).isNotBlank();
    assertThat(admin.path("updatedBy").asString()).isEqualTo("anonymous");
    assertThat(admin.path("request").asString()).contains(word, "password=***");
  }

  @Test
  void showsAllRowsBeforeAnythingHasHappened() {
    mattermost.fault(
        Map.of("method", "POST", "path", "/api/v4/teams$", "mode", "delay", "delayMs", 300));

    Reply created = create(Samples.project(Samples.word(), "other" + Samples.word()));

    Reply integrations = integrations(created.text("id"));
    assertThat(rows(integrations, "name")).hasSize(8);
    assertThat(rows(integrations, "status").get(0)).isIn("READY", "RUNNING");
    assertThat(rows(integrations, "status").subList(1, 8)).containsOnly("READY");
    awaitStatus(created.text("id"), "SUCCESS");
  }

  static Stream<Arguments> invalid() {
    Map<String, Object> body = Samples.project("fine");
    return Stream.of(
        Arguments.of("tenantId", Samples.with(body, "tenantId", null)),
        Arguments.of("tenantId", Samples.with(body, "tenantId", "a b")),
        Arguments.of("tenantId", Samples.with(body, "tenantId", "x".repeat(65))),
        Arguments.of("name", Samples.with(body, "name", null)),
        Arguments.of("name", Samples.with(body, "name", "   ")),
        Arguments.of("name", Samples.with(body, "name", "x".repeat(65))),
        Arguments.of("name", Samples.with(body, "name", "a\u0000b")),
        Arguments.of("name", Samples.with(body, "name", 5)),
        Arguments.of("name", Samples.with(body, "name", List.of("x"))),
        Arguments.of("name", Samples.with(body, "name", Map.of("x", "y"))),
        Arguments.of("adminEmail", Samples.with(body, "adminEmail", null)),
        Arguments.of("adminEmail", Samples.with(body, "adminEmail", "nobody")),
        Arguments.of("adminEmail", Samples.with(body, "adminEmail", "a@b@c")),
        Arguments.of("adminEmail", Samples.with(body, "adminEmail", true)),
        Arguments.of("adminEmail", Samples.with(body, "adminEmail", "x".repeat(130) + "@b.c")),
        Arguments.of("adminUsername", Samples.with(body, "adminUsername", null)),
        Arguments.of("adminUsername", Samples.with(body, "adminUsername", "has space")),
        Arguments.of("adminUsername", Samples.with(body, "adminUsername", "System")),
        Arguments.of("adminUsername", Samples.with(body, "adminUsername", "한글")),
        Arguments.of("adminUsername", Samples.with(body, "adminUsername", 1.5)),
        Arguments.of("adminName", Samples.with(body, "adminName", null)),
        Arguments.of("adminName", Samples.with(body, "adminName", "")));
  }

  @ParameterizedTest
  @MethodSource
  void invalid(String field, Map<String, ?> body) {
    Reply reply = client.post("/projects", body);

    isProblem(reply, 400, "request.invalid");
    names(reply, field);
    assertThat(client.get("/projects?limit=200").body().toString()).doesNotContain("fine");
  }

  @Test
  void namesEveryFieldThatIsWrong() {
    Reply reply = client.post("/projects", Map.of());

    isProblem(reply, 400, "request.invalid");
    names(reply, "tenantId", "name", "adminEmail", "adminUsername", "adminName");
  }

  @Test
  void refusesWhatIsNoRequest() {
    isProblem(
        client.postText("/projects", "application/json", "{\"name\": "), 400, "request.malformed");
    isProblem(client.postText("/projects", "application/json", ""), 400, "request.malformed");
    isProblem(client.postText("/projects", "application/json", "[]"), 400, "request.malformed");
    isProblem(client.postText("/projects", "text/plain", "x"), 415, "request.media-type");
    isProblem(client.call("DELETE", "/projects"), 405, "request.method");
    isProblem(client.get("/nothing"), 404, "not-found");
    isProblem(client.get("/projects/no-id"), 404, "project.not-found");
    isProblem(client.get("/projects/" + UUID.randomUUID()), 404, "project.not-found");
    isProblem(integrations(UUID.randomUUID().toString()), 404, "project.not-found");
    isProblem(retry(UUID.randomUUID().toString()), 404, "project.not-found");
    isProblem(verify(UUID.randomUUID().toString()), 404, "project.not-found");
  }

  @Test
  void refusesBodiesThatAreTooLarge() {
    byte[] large =
        ("{\"name\":\"" + "x".repeat(100_000) + "\"}")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);

    isProblem(
        client.postText(
            "/projects",
            "application/json",
            new String(large, java.nio.charset.StandardCharsets.UTF_8)),
        413,
        "payload.too-large");
    isProblem(client.postStreamed("/projects", large), 413, "payload.too-large");
  }

  @Test
  void listsProjectsPageByPageNewestFirst() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, create(Samples.project(Samples.word())).text("id"));
    }

    List<String> seen = new ArrayList<>();
    String after = "";
    while (seen.size() < 5) {
      Reply page = client.get("/projects?limit=2" + after);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body().path("items").size()).isLessThanOrEqualTo(2);
      page.body().path("items").forEach(item -> seen.add(item.path("id").asString()));
      after = "&after=" + page.text("next");
    }

    assertThat(seen.subList(0, 5)).isEqualTo(ids);
    isProblem(client.get("/projects?limit=0"), 400, "request.invalid");
    isProblem(client.get("/projects?limit=x"), 400, "request.invalid");
    isProblem(client.get("/projects?limit=201"), 400, "request.invalid");
    isProblem(client.get("/projects?after=x"), 400, "request.invalid");
    ids.forEach(id -> awaitStatus(id, "SUCCESS"));
  }

  @Test
  void startsOneRunWhereverManyPressReRunAtOnce() throws Exception {
    mattermost.fault(
        Map.of(
            "method",
            "POST",
            "path",
            "/hooks/incoming$",
            "mode",
            "status",
            "status",
            400,
            "times",
            1));
    String id = create(Samples.project(Samples.word())).text("id");
    awaitStatus(id, "FAILED");
    mattermost.fault(
        Map.of(
            "method",
            "POST",
            "path",
            "/hooks/incoming$",
            "mode",
            "delay",
            "delayMs",
            250,
            "times",
            1));

    List<Reply> replies = atOnce(8, () -> retry(id));

    assertThat(replies).filteredOn(reply -> reply.status() == 202).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 202)
        .allSatisfy(reply -> isProblem(reply, 409, "integration.running"));
    awaitStatus(id, "SUCCESS");
    assertThat(mattermost.calls("POST", ".*/hooks/incoming")).hasSize(2);
    isProblem(retry(id), 409, "integration.complete");
  }

  @Test
  void checksWhatIsThereAndMakesAgainWhatIsNot() {
    Reply created = create(Samples.project(Samples.word()));
    String id = created.text("id");
    awaitStatus(id, "SUCCESS");
    assertThat(verify(id).body().path("missing").size()).isZero();
    String team =
        mattermost.state().team(created.text("teamName")).orElseThrow().path("id").asString();
    delete("hooks", "/hooks/incoming/", team);
    delete("commands", "/commands/", team);

    Reply verified = verify(id);

    assertThat(verified.status()).isEqualTo(200);
    assertThat(verified.body().path("missing").toString()).isEqualTo("[\"webhook\",\"command\"]");
    Reply found = integrations(id);
    assertThat(found.text("messengerStatus")).isEqualTo("FAILED");
    assertThat(rows(found, "status").subList(0, 6)).containsOnly("SUCCESS");
    assertThat(rows(found, "status").subList(6, 8)).containsOnly("FAILED");
    assertThat(retry(id).status()).isEqualTo(202);
    awaitStatus(id, "SUCCESS");
    assertThat(rows(integrations(id), "status")).containsOnly("SUCCESS");
    assertThat(mattermost.state().inTeam("hooks", team)).hasSize(1);
    assertThat(mattermost.state().inTeam("commands", team)).hasSize(1);
    assertThat(verify(id).body().path("missing").size()).isZero();
    isProblem(retry(id), 409, "integration.complete");
  }

  @Test
  void makesAgainWhatIsMissingWithoutAPersonAfterAWhile() {
    Reply created = create(Samples.project(Samples.word()));
    String id = created.text("id");
    awaitStatus(id, "SUCCESS");
    String team =
        mattermost.state().team(created.text("teamName")).orElseThrow().path("id").asString();
    delete("hooks", "/hooks/incoming/", team);

    assertThat(verify(id).body().path("missing").toString()).isEqualTo("[\"webhook\"]");

    awaitStatus(id, "SUCCESS");
    assertThat(mattermost.state().inTeam("hooks", team)).hasSize(1);
    assertThat(mattermost.state().inTeam("commands", team)).hasSize(1);
  }

  @Test
  void runsAFailedRepairAgain() {
    Reply created = create(Samples.project(Samples.word()));
    String id = created.text("id");
    awaitStatus(id, "SUCCESS");
    String team =
        mattermost.state().team(created.text("teamName")).orElseThrow().path("id").asString();
    delete("commands", "/commands/", team);
    mattermost.fault(
        Map.of(
            "method", "POST", "path", "/commands$", "mode", "status", "status", 403, "times", 1));
    assertThat(verify(id).body().path("missing").toString()).isEqualTo("[\"command\"]");
    assertThat(retry(id).status()).isEqualTo(202);
    Awaitility.await()
        .until(
            () ->
                integrations(id)
                        .body()
                        .path("apis")
                        .get(7)
                        .path("error")
                        .path("httpStatus")
                        .asInt(0)
                    == 403);
    isProblem(verify(id), 409, "integration.unfinished");

    assertThat(retry(id).status()).isEqualTo(202);

    awaitStatus(id, "SUCCESS");
    assertThat(mattermost.state().inTeam("commands", team)).hasSize(1);
  }

  private void delete(String sort, String path, String team) {
    mattermost
        .state()
        .inTeam(sort, team)
        .forEach(found -> mattermost.call("DELETE", path + found.path("id").asString(), Map.of()));
  }

  @Test
  void failsWithAClearMessageWhereAStrangerIsInTheWay() {
    String word = Samples.word();
    mattermost.call(
        "POST",
        "/users",
        Map.of("email", word + "@example.com", "username", word, "password", "secret-1"));

    String id = create(Samples.project(word)).text("id");

    awaitStatus(id, "FAILED");
    JsonNode row = integrations(id).body().path("apis").get(1);
    assertThat(row.path("status").asString()).isEqualTo("FAILED");
    assertThat(row.path("error").path("id").asString()).isEqualTo("not-ours");
    assertThat(row.path("error").path("message").asString()).contains(word + "@example.com");
  }

  @Test
  void letsOnePersonAdministrateSeveralProjects() {
    String word = Samples.word();
    String first = create(Samples.project(word)).text("id");
    awaitStatus(first, "SUCCESS");

    String second = create(Samples.with(Samples.project(word), "name", "Another one")).text("id");

    awaitStatus(second, "SUCCESS");
    assertThat(mattermost.state().users(word + "@example.com")).hasSize(1);
    Reply taken =
        client.post("/projects", Samples.with(Samples.project(word), "adminUsername", "x" + word));
    isProblem(taken, 409, "account.taken");
    names(taken, "adminEmail");
  }

  @Test
  void repeatsTheFirstAnswerForAKey() {
    Map<String, Object> body = Samples.project(Samples.word());
    String key = "key-" + Samples.word();

    Reply first = client.post("/projects", body, "Idempotency-Key", key);
    Reply second = client.post("/projects", body, "Idempotency-Key", key);
    Reply other =
        client.post("/projects", Samples.with(body, "name", "Other"), "Idempotency-Key", key);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(other.status()).isEqualTo(422);
    awaitStatus(first.text("id"), "SUCCESS");
  }

  @Test
  void makesOneProjectOfRequestsWithOneKeyAtOnce() throws Exception {
    Map<String, Object> body = Samples.project(Samples.word());
    String key = "key-" + Samples.word();

    List<Reply> replies = atOnce(6, () -> client.post("/projects", body, "Idempotency-Key", key));

    assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(201));
    assertThat(replies.stream().map(reply -> reply.text("id")).distinct()).hasSize(1);
    awaitStatus(replies.get(0).text("id"), "SUCCESS");
  }

  @Test
  void answersTheSlashCommand() {
    Reply created = create(Samples.project(Samples.word()));
    awaitStatus(created.text("id"), "SUCCESS");

    Reply answer =
        client.postText(
            "/projects/" + created.text("id") + "/command",
            "application/x-www-form-urlencoded",
            "command=%2Fproject&text=");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("text")).contains(created.text("name"), "SUCCESS");
  }

  @Test
  void listsTheCatalogue() {
    Reply services = client.get("/services");
    assertThat(services.body().path("items").toString())
        .contains("PROJECT_CREATE", "USER_SIGNUP", "TENANT_TEAM", "PROJECT_REPAIR");
    assertThat(client.get("/services?limit=1").text("next")).isEqualTo("PROJECT_CREATE");

    Reply apis = client.get("/services/PROJECT_CREATE/apis");
    assertThat(
            StreamSupport.stream(apis.body().path("items").spliterator(), false)
                .map(api -> api.path("name").asString()))
        .containsExactly(
            "team",
            "admin-user",
            "admin-member",
            "admin-role",
            "channel-notification",
            "channel-random",
            "webhook",
            "command");
    assertThat(apis.body().path("items").get(3).path("method").asString()).isEqualTo("PUT");
    Reply rest = client.get("/services/PROJECT_CREATE/apis?limit=5&after=5");
    assertThat(rest.body().path("items").size()).isEqualTo(3);
    assertThat(rest.body().path("next").isNull()).isTrue();
    isProblem(client.get("/services/NOTHING/apis"), 404, "service.not-found");
  }

  @Test
  void isOpenAndWatchedWhileTheConsoleIsNot() {
    assertThat(client.get("/actuator/health/liveness").status()).isEqualTo(200);
    assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);
    assertThat(client.get("/actuator/prometheus").status()).isEqualTo(200);
    assertThat(client.get("/actuator/env").status()).isEqualTo(404);
    assertThat(client.get("/amends/api/sagas").status()).isEqualTo(401);
  }
}
