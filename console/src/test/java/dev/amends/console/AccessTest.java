package dev.amends.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who gets where: every mapping that there is, for everybody that there is. */
class AccessTest {
  private static final List<String> READING = List.of("GET", "HEAD", "OPTIONS");

  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() {
    server = Server.start(FakeEngine.class);
    http = server.http();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void reset() {
    FakeEngine.query(server).reset();
    FakeEngine.operator(server).reset();
    FakeEngine.query(server).sagas.add(Samples.parked(1, 7));
  }

  /** A method and a path that are mapped. */
  record Endpoint(String method, String path) {
    boolean reads() {
      return READING.contains(method);
    }
  }

  /** Every mapping of the console, and the roles for it must be known. */
  static Stream<Endpoint> endpoints() {
    RequestMappingHandlerMapping mapping =
        server
            .console()
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    List<Endpoint> endpoints = new ArrayList<>();
    for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
      assertThat(info.getMethodsCondition().getMethods()).as("methods of %s", info).isNotEmpty();
      for (RequestMethod method : info.getMethodsCondition().getMethods()) {
        for (String pattern : info.getPatternValues()) {
          String path = pattern.replace("{id}", Samples.id(1).toString()).replace("{name}", "team");
          assertThat(path).as("a variable that the test does not know").doesNotContain("{");
          endpoints.add(new Endpoint(method.name(), "/amends" + path));
        }
      }
    }
    return endpoints.stream();
  }

  @Test
  void allEndpointsAreFound() {
    assertThat(endpoints().map(each -> each.method() + " " + each.path()))
        .containsExactlyInAnyOrder(
            "GET /amends/api/sagas",
            "GET /amends/api/sagas/" + Samples.id(1),
            "GET /amends/api/sagas/" + Samples.id(1) + "/journal",
            "GET /amends/api/sagas/" + Samples.id(1) + "/audit",
            "POST /amends/api/sagas/resume",
            "POST /amends/api/sagas/" + Samples.id(1) + "/resume",
            "POST /amends/api/sagas/" + Samples.id(1) + "/compensate",
            "POST /amends/api/sagas/" + Samples.id(1) + "/cancel",
            "POST /amends/api/sagas/" + Samples.id(1) + "/steps/team/done",
            "POST /amends/api/sagas/" + Samples.id(1) + "/steps/team/skip",
            "POST /amends/api/sagas/" + Samples.id(1) + "/input",
            "GET /amends/api/nodes",
            "GET /amends/api/summary",
            "GET /amends/api/definitions",
            "GET /amends/api/apis");
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void nobodyGetsInWithoutCredentials(Endpoint endpoint) {
    Http.Reply reply = call(endpoint, Http.ANONYMOUS);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo("auth.required");
    assertThat(reply.header("WWW-Authenticate"))
        .isEqualTo("Basic realm=\"Amends\", charset=\"UTF-8\"");
    assertThat(FakeEngine.operator(server).given).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void nobodyGetsInWithWrongCredentials(Endpoint endpoint) {
    for (Map<String, String> wrong :
        List.of(
            Http.WRONG_PASSWORD,
            Http.basic("viewer", Server.OPERATOR_PASSWORD),
            Http.basic("operator", ""),
            Http.basic("", ""),
            Http.basic("nobody", Server.OPERATOR_PASSWORD),
            Http.basic("Operator", Server.OPERATOR_PASSWORD),
            Http.basic("user", "user"),
            Map.of("Authorization", "Basic %%%"),
            Map.of("Authorization", "Basic " + "A".repeat(3_000)),
            Map.of("Authorization", "Bearer " + Server.OPERATOR_PASSWORD))) {
      Http.Reply reply = call(endpoint, wrong);
      assertThat(reply.status()).as("%s", wrong).isEqualTo(401);
      assertThat(reply.code()).isEqualTo("auth.required");
    }
    assertThat(FakeEngine.operator(server).given).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void aViewerMayLookAndNothingElse(Endpoint endpoint) {
    Http.Reply reply = call(endpoint, Http.VIEWER);

    if (endpoint.reads()) {
      assertThat(reply.status()).isEqualTo(200);
    } else {
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.code()).isEqualTo("auth.forbidden");
    }
    assertThat(FakeEngine.operator(server).given).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void anOperatorMayDoAll(Endpoint endpoint) {
    assertThat(call(endpoint, Http.OPERATOR).status()).isIn(200, 202);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void whatChangesSomethingTakesJsonOnly(Endpoint endpoint) {
    if (!endpoint.reads()) {
      Map<String, String> headers = new HashMap<>(Http.OPERATOR);
      headers.put("Content-Type", "text/plain");
      assertThat(http.send(endpoint.method(), endpoint.path(), headers, "{\"input\":1}").status())
          .isEqualTo(415);
      assertThat(FakeEngine.operator(server).given).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void aPageOfAnotherSiteCannotChangeAnything(Endpoint endpoint) {
    for (String site : List.of("cross-site", "same-site")) {
      Map<String, String> headers = new HashMap<>(Http.OPERATOR);
      headers.put("Sec-Fetch-Site", site);
      Http.Reply reply = call(endpoint, headers);
      if (endpoint.reads()) {
        assertThat(reply.status()).isEqualTo(200);
      } else {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("auth.cross-site");
      }
    }
    assertThat(FakeEngine.operator(server).given).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void theConsolesOwnPagesMay(String site) {
    Map<String, String> headers = new HashMap<>(Http.OPERATOR);
    headers.put("Sec-Fetch-Site", site);

    Endpoint resume = new Endpoint("POST", "/amends/api/sagas/" + Samples.id(1) + "/resume");
    assertThat(call(resume, headers).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void noAnswerMakesASessionOrAllowsAnotherOrigin(Endpoint endpoint) {
    for (Map<String, String> who :
        List.of(Http.ANONYMOUS, Http.WRONG_PASSWORD, Http.VIEWER, Http.OPERATOR)) {
      Map<String, String> headers = new HashMap<>(who);
      headers.put("Origin", "https://evil.example");
      headers.put("Cookie", "JSESSIONID=0123456789");
      Http.Reply reply = call(endpoint, headers);
      assertThat(reply.headers("Set-Cookie")).isEmpty();
      assertThat(reply.headers("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void everyAnswerHasTheSecurityHeaders(Endpoint endpoint) {
    for (Map<String, String> who : List.of(Http.ANONYMOUS, Http.VIEWER, Http.OPERATOR)) {
      Http.Reply reply = call(endpoint, who);
      assertThat(reply.header("Content-Security-Policy"))
          .contains(
              "default-src 'self'",
              "object-src 'none'",
              "frame-ancestors 'none'",
              "base-uri 'none'")
          .doesNotContain("unsafe");
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void aPreflightIsNotAnswered() {
    Http.Reply reply =
        http.send(
            "OPTIONS",
            "/amends/api/sagas/" + Samples.id(1) + "/resume",
            Map.of(
                "Origin",
                "https://evil.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type"),
            "");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.headers("Access-Control-Allow-Origin")).isEmpty();
    assertThat(reply.headers("Access-Control-Allow-Methods")).isEmpty();
  }

  @Test
  void everyMethodOfEveryPathIsGuarded() {
    for (String method : List.of("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")) {
      for (Endpoint endpoint : endpoints().toList()) {
        Endpoint other = new Endpoint(method, endpoint.path());
        assertThat(call(other, Http.ANONYMOUS).status()).as("%s", other).isEqualTo(401);
        if (!other.reads()) {
          assertThat(call(other, Http.VIEWER).status()).as("%s", other).isEqualTo(403);
        }
      }
    }
    assertThat(FakeEngine.operator(server).given).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/amends",
        "/amends/",
        "/amends/api",
        "/amends/nothing",
        "/amends/api/sagas/",
        "//amends/api/sagas",
        "/amends//api/sagas",
        "/amends/api//sagas",
        "/amends;x/api/sagas",
        "/amends;x=y/api/sagas",
        "/amends/api;x/sagas",
        "/amends/api/sagas;x",
        "/;x/amends/api/sagas",
        "/%61mends/api/sagas",
        "/amends/%61pi/sagas",
        "/amends/api/sag%61s",
        "/amends/api%2Fsagas",
        "/amends%2Fapi%2Fsagas",
        "/amends/api%2fsagas",
        "/amends/api/%2e/sagas",
        "/amends/%2e%2e/amends/api/sagas",
        "/x/../amends/api/sagas",
        "/x/%2e%2e/amends/api/sagas",
        "/amends/./api/sagas",
        "/./amends/api/sagas",
        "/amends/api/%252e%252e/sagas",
        "/amends%00/api/sagas",
        "/amends/api/sagas%00",
        "/amends/api/sagas%0a",
        "/amends/api/sagas%20",
        "/amends\\api\\sagas",
        "/amends/api/sagas.json",
        "/AMENDS/api/sagas",
        "/Amends/api/sagas",
        "/amends/api/sagas?x=/../",
        "http://localhost/amends/api/sagas",
      })
  void noSpellingOfAPathGetsPastTheGate(String path) {
    for (String method : List.of("GET", "HEAD", "POST")) {
      String answer =
          RawHttp.send(
              server.port(),
              method + " " + path + " HTTP/1.1",
              Map.of("Content-Type", "application/json", "Content-Length", "0"));
      assertThat(RawHttp.status(answer)).as(answer).isIn(400, 401, 404);
      assertThat(answer).doesNotContain("items").doesNotContain("key-1");
    }
  }

  @Test
  void aPathThatCanBeReadInTwoWaysIsRefusedToTheOperatorToo() {
    for (String path :
        List.of("/amends//api/sagas", "/amends/api;x/sagas", "/amends/%2e/api/sagas")) {
      String answer = RawHttp.get(server.port(), path, Http.OPERATOR);
      assertThat(RawHttp.status(answer)).isEqualTo(400);
      assertThat(answer)
          .contains("\"code\":\"request.rejected\"")
          .contains("Content-Type: application/problem+json")
          .contains("X-Frame-Options: DENY");
    }
  }

  @Test
  void aForgedHeaderDoesNotMakeAnotherUser() {
    Map<String, String> headers = new HashMap<>();
    for (String name :
        List.of(
            "X-Forwarded-User",
            "X-Remote-User",
            "Remote-User",
            "X-Original-URL",
            "X-Rewrite-URL")) {
      headers.put(name, "operator");
    }
    headers.put("X-HTTP-Method-Override", "GET");
    headers.put("X-Forwarded-For", "127.0.0.1");
    headers.put("X-Forwarded-Prefix", "/amends");

    for (Endpoint endpoint : endpoints().toList()) {
      assertThat(call(endpoint, headers).status()).isEqualTo(401);
    }
  }

  @Test
  void credentialsAreReadAsUtf8() {
    assertThat(Server.OPERATOR_PASSWORD.getBytes(StandardCharsets.UTF_8).length)
        .isGreaterThan(Server.OPERATOR_PASSWORD.length());
    assertThat(http.get("/amends/api/summary", Http.OPERATOR).status()).isEqualTo(200);
  }

  private static Http.Reply call(Endpoint endpoint, Map<String, String> who) {
    Map<String, String> headers = new HashMap<>(who);
    headers.put("Content-Type", "application/json");
    String body = endpoint.path().endsWith("/input") ? "{\"input\":{}}" : "{}";
    return http.send(endpoint.method(), endpoint.path(), headers, endpoint.reads() ? "" : body);
  }
}
