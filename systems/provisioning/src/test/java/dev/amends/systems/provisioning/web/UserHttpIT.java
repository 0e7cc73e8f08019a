package dev.amends.systems.provisioning.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.systems.provisioning.service.Reply;
import dev.amends.systems.provisioning.service.Samples;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UserHttpIT extends HttpContract {
  @Test
  void signsSomebodyUp() {
    String word = Samples.word();

    Reply reply = client.post("/users", Samples.person(word));

    assertThat(reply.status()).as("%s", reply.body()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/users/" + reply.text("id"));
    assertThat(reply.text("loginId")).isEqualTo(word);
    assertThat(reply.text("email")).isEqualTo(word + "@example.com");
    assertThat(reply.text("status")).isEqualTo("ACTIVE");
    assertThat(reply.body().toString()).doesNotContain("secret");
    assertThat(client.get(reply.header("Location")).body()).isEqualTo(reply.body());
  }

  @Test
  void lowersAddressAndUserName() {
    String word = Samples.word();

    Reply reply =
        client.post(
            "/users",
            Samples.with(
                Samples.with(Samples.person(word), "email", "Kim." + word + "@Example.COM"),
                "username",
                word.toUpperCase(Locale.ROOT)));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.text("email")).isEqualTo("kim." + word + "@example.com");
    assertThat(
            mattermost
                .state()
                .users("kim." + word + "@example.com")
                .get(0)
                .path("username")
                .asString())
        .isEqualTo(word);
  }

  static Stream<Arguments> invalid() {
    Map<String, Object> body = Samples.person("fine");
    return Stream.of(
        Arguments.of("loginId", Samples.with(body, "loginId", null)),
        Arguments.of("loginId", Samples.with(body, "loginId", "a b")),
        Arguments.of("loginId", Samples.with(body, "loginId", 7)),
        Arguments.of("email", Samples.with(body, "email", null)),
        Arguments.of("email", Samples.with(body, "email", "not-an-address")),
        Arguments.of("username", Samples.with(body, "username", "a/b")),
        Arguments.of("username", Samples.with(body, "username", "all")),
        Arguments.of("username", Samples.with(body, "username", "x".repeat(65))),
        Arguments.of("name", Samples.with(body, "name", " ")),
        Arguments.of("password", Samples.with(body, "password", null)),
        Arguments.of("password", Samples.with(body, "password", "short")),
        Arguments.of("password", Samples.with(body, "password", "x".repeat(73))),
        Arguments.of("password", Samples.with(body, "password", "한".repeat(25))),
        Arguments.of("password", Samples.with(body, "password", 12345678)),
        Arguments.of("tenantId", Samples.with(body, "tenantId", "")),
        Arguments.of("tenantId", Samples.with(body, "tenantId", false)));
  }

  @ParameterizedTest
  @MethodSource
  void invalid(String field, Map<String, ?> body) {
    Reply reply = client.post("/users", body);

    isProblem(reply, 400, "request.invalid");
    names(reply, field);
    assertThat(mattermost.state().users("fine@example.com")).isEmpty();
  }

  @Test
  void knowsOnlyTenantsThatHaveAppeared() {
    Reply reply =
        client.post("/users", Samples.with(Samples.person(Samples.word()), "tenantId", "nobodys"));

    isProblem(reply, 404, "tenant.not-found");
    names(reply, "tenantId");
    isProblem(client.get("/users/no-id"), 404, "user.not-found");
    isProblem(client.get("/users/" + UUID.randomUUID()), 404, "user.not-found");
  }

  @Test
  void takesEachAddressNameAndLoginOnce() {
    String word = Samples.word();
    Map<String, Object> body = Samples.person(word);
    assertThat(client.post("/users", body).status()).isEqualTo(201);
    Map<String, Object> other = Samples.person(Samples.word());

    Reply email = client.post("/users", Samples.with(other, "email", word + "@EXAMPLE.com"));
    Reply username = client.post("/users", Samples.with(other, "username", word));
    Reply login = client.post("/users", Samples.with(other, "loginId", word));

    isProblem(email, 409, "account.taken");
    names(email, "email");
    isProblem(username, 409, "account.taken");
    names(username, "username");
    isProblem(login, 409, "account.taken");
    names(login, "loginId");
    assertThat(client.post("/users", other).status()).isEqualTo(201);
  }

  @Test
  void letsOneOfManyInWhoComeAtOnceWithOneAddress() throws Exception {
    Map<String, Object> body = Samples.person(Samples.word());

    List<Reply> replies = atOnce(6, () -> client.post("/users", body));

    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 201)
        .allSatisfy(reply -> isProblem(reply, 409, "account.taken"));
    assertThat(mattermost.state().users((String) body.get("email"))).hasSize(1);
  }

  @Test
  void tellsWhenMattermostRefusedAndLeavesNothing() {
    String word = Samples.word();
    mattermost.fault(
        Map.of(
            "method",
            "POST",
            "path",
            "/channels$",
            "mode",
            "status",
            "status",
            403,
            "times",
            1,
            "errorId",
            "api.context.permissions.app_error"));

    Reply reply = client.post("/users", Samples.person(word));

    isProblem(reply, 502, "mattermost.refused");
    assertThat(mattermost.state().users(word + "@example.com")).isEmpty();
    assertThat(client.post("/users", Samples.person(word)).status()).isEqualTo(201);
  }

  @Test
  void answersLaterWhenMattermostTakesItsTime() {
    String word = Samples.word();
    mattermost.fault(
        Map.of(
            "method",
            "POST",
            "path",
            "/api/v4/users$",
            "mode",
            "status",
            "status",
            429,
            "retryAfter",
            9,
            "times",
            1));

    Reply reply = client.post("/users", Samples.person(word));

    isProblem(reply, 503, "mattermost.unreachable");
    assertThat(reply.header("Retry-After")).isNotBlank();
    assertThat(mattermost.state().users(word + "@example.com")).isEmpty();
  }

  @Test
  void tellsWhenMattermostIsNotThere() {
    // The tenant's team has to be there, or nobody gets as far as that.
    assertThat(client.post("/users", Samples.person(Samples.word())).status()).isEqualTo(201);
    String word = Samples.word();
    mattermost.goDown();
    Reply reply;
    try {
      reply = client.post("/users", Samples.person(word));
    } finally {
      mattermost.comeBack();
    }

    isProblem(reply, 503, "mattermost.unreachable");
    assertThat(reply.header("Retry-After")).isNotBlank();
  }

  @Test
  void repeatsTheFirstAnswerForAKey() {
    Map<String, Object> body = Samples.person(Samples.word());
    String key = "key-" + Samples.word();

    Reply first = client.post("/users", body, "Idempotency-Key", key);
    Reply second = client.post("/users", body, "Idempotency-Key", key);
    Reply other =
        client.post("/users", Samples.with(body, "name", "Other"), "Idempotency-Key", key);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(other.status()).isEqualTo(422);
  }

  @Test
  void startsTheNextAttemptForAKeyWhoseFirstOneWasUndone() {
    Map<String, Object> body = Samples.person(Samples.word());
    String key = "key-" + Samples.word();
    mattermost.fault(
        Map.of(
            "method", "POST", "path", "/channels$", "mode", "status", "status", 400, "times", 1));

    Reply first = client.post("/users", body, "Idempotency-Key", key);
    Reply second = client.post("/users", body, "Idempotency-Key", key);

    assertThat(first.status()).isEqualTo(502);
    assertThat(second.status()).isEqualTo(201);
  }

  @Test
  void showsAnUndoneSignUpAsGoneWithItsCause() {
    Map<String, Object> body = Samples.person(Samples.word());
    mattermost.fault(
        Map.of("method", "POST", "path", "/api/v4/users$", "mode", "lose", "times", 1));
    mattermost.fault(
        Map.of("method", "GET", "path", "/users/email/", "mode", "delay", "delayMs", 9000));

    Reply reply = client.post("/users", body);

    assertThat(reply.status()).as("%s", reply.body()).isIn(202, 503);
    mattermost.heal();
    if (reply.status() == 202) {
      String location = reply.header("Location");
      assertThat(reply.text("status")).isEqualTo("PENDING");
      Awaitility.await().until(() -> client.get(location).status() != 200);
      isProblem(client.get(location), 404, "user.undone");
    }
    assertThat(mattermost.state().users((String) body.get("email"))).isEmpty();
  }

  @Test
  void makesTheTeamOfATenantAgainWhereItIsGone() {
    assertThat(client.post("/users", Samples.person(Samples.word())).status()).isEqualTo(201);
    mattermost.beReplaced();

    Reply first = client.post("/users", Samples.person(Samples.word()));
    Reply second = client.post("/users", Samples.person(Samples.word()));

    isProblem(first, 502, "mattermost.refused");
    assertThat(second.status()).as("%s", second.body()).isEqualTo(201);
  }
}
