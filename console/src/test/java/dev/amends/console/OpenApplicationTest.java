package dev.amends.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** An application without security of its own, and with opinions on everything else. */
class OpenApplicationTest {
  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() {
    server = Server.start(Application.class, "spring.jackson.property-naming-strategy=SNAKE_CASE");
    http = server.http();
    FakeEngine.query(server).sagas.add(Samples.parked(1, 7));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theClassPathIsThatOfSuchAnApplication() {
    assertThat(
            ClassUtils.isPresent(
                "org.springframework.boot.security.autoconfigure.SecurityProperties", null))
        .isFalse();
    assertThat(
            ClassUtils.isPresent(
                "org.springframework.security.config.annotation.web.builders.HttpSecurity", null))
        .isFalse();
  }

  @Test
  void itsPathsStayOpen() {
    Http.Reply get = http.get("/open", Http.ANONYMOUS);
    Http.Reply post = http.send("POST", "/open", Http.ANONYMOUS, "text");

    assertThat(get.status()).isEqualTo(200);
    assertThat(post.status()).isEqualTo(200);
  }

  @Test
  void itsAnswersGetNoHeadersOfTheConsole() {
    Http.Reply reply = http.get("/open", Http.ANONYMOUS);

    assertThat(reply.headers().map())
        .doesNotContainKeys(
            "x-frame-options",
            "content-security-policy",
            "cache-control",
            "x-content-type-options",
            "www-authenticate",
            "set-cookie");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/items/a;colour=red", "/items/a%25b", "/items//", "/items/%2e%2e;x"})
  void itsPathsMayBeSpeltAsBefore(String path) {
    String answer = RawHttp.get(server.port(), path, Map.of());

    assertThat(answer).doesNotContain("request.rejected");
    assertThat(RawHttp.status(answer)).isIn(200, 418);
  }

  @Test
  void noCredentialsAreAskedForThere() {
    assertThat(http.get("/open", Http.WRONG_PASSWORD).status()).isEqualTo(200);
    assertThat(server.context().getBeanNamesForType(SecurityFilterChain.class)).isEmpty();
  }

  @Test
  void theConsoleIsLocked() {
    assertThat(http.get("/amends/api/sagas", Http.ANONYMOUS).status()).isEqualTo(401);
    assertThat(http.get("/amends/api/sagas", Http.OPERATOR).status()).isEqualTo(200);
  }

  @Test
  void aForwardDoesNotGetPastTheGate() {
    Http.Reply reply = http.get("/forward", Http.ANONYMOUS);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body()).doesNotContain("key-1");
    assertThat(http.get("/include", Http.ANONYMOUS).body()).doesNotContain("key-1");
  }

  @Test
  void theApplicationsJsonDoesNotChangeTheConsoles() {
    assertThat(http.get("/open").body()).isEqualTo("{\"started_at\":\"now\"}");
    assertThat(http.get("/amends/api/sagas").body()).contains("\"startedAt\":");
  }

  @Test
  void theApplicationsAdviceDoesNotAnswerForTheConsole() {
    assertThat(http.get("/fails").status()).isEqualTo(418);
    assertThat(http.get("/amends/api/sagas?limit=x").status()).isEqualTo(400);
    assertThat(http.get("/amends/api/nothing").code()).isEqualTo("path.not-found");
  }

  @Test
  void theApplicationsInterceptorsAndOriginsDoNotReachTheConsole() {
    Http.Reply ours =
        http.get(
            "/amends/api/sagas",
            Map.of(
                "Authorization",
                Http.OPERATOR.get("Authorization"),
                "Origin",
                "https://evil.example"));
    Http.Reply theirs = http.get("/open", Map.of("Origin", "https://evil.example"));

    assertThat(theirs.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(theirs.header("X-Interceptor")).isEqualTo("was here");
    assertThat(ours.headers("Access-Control-Allow-Origin")).isEmpty();
    assertThat(ours.headers("X-Interceptor")).isEmpty();
  }

  @Test
  void theApplicationsPathsAreNotServedBelowTheConsole() {
    assertThat(http.get("/amends/open").status()).isEqualTo(404);
    assertThat(http.get("/api/sagas", Http.ANONYMOUS).status()).isEqualTo(418);
  }

  /** What can be shown. */
  record Shown(String startedAt) {}

  @Configuration(proxyBeanMethods = false)
  @Import({FakeEngine.class, Pages.class, Forwards.class, Advice.class, Opinions.class})
  static class Application {}

  @RestController
  static class Pages {
    @GetMapping("/open")
    Shown open() {
      return new Shown("now");
    }

    @PostMapping("/open")
    Shown change() {
      return new Shown("then");
    }

    @GetMapping("/items/{name}")
    String item(@PathVariable String name) {
      return name;
    }

    @GetMapping("/fails")
    String fails() {
      throw new IllegalStateException("on purpose");
    }

    @GetMapping("/include")
    void include(HttpServletRequest request, HttpServletResponse response) throws Exception {
      request.getRequestDispatcher("/amends/api/sagas").include(request, response);
    }
  }

  @Controller
  static class Forwards {
    @GetMapping("/forward")
    String forward() {
      return "forward:/amends/api/sagas";
    }
  }

  @ControllerAdvice
  static class Advice {
    @ExceptionHandler
    ResponseEntity<String> all(Exception e) {
      return ResponseEntity.status(418).body("teapot");
    }
  }

  static class Opinions implements WebMvcConfigurer, HandlerInterceptor {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      response.setHeader("X-Interceptor", "was here");
      return true;
    }

    @Override
    public void addCorsMappings(CorsRegistry registry) {
      registry.addMapping("/**").allowedOrigins("*");
    }
  }
}
