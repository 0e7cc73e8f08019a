package dev.amends.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.console.security.ConsoleRole;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {
  private static final Pattern GENERATED =
      Pattern.compile("user 'operator', generated password ([A-Za-z0-9]{24}) ");

  @Test
  void aPasswordIsMadeUpAndLoggedOnce(CapturedOutput output) {
    try (Server server = Server.startWithoutUsers(FakeEngine.class, "amends.console.password=")) {
      Matcher logged = GENERATED.matcher(output.getOut());
      assertThat(logged.find()).isTrue();
      String password = logged.group(1);
      assertThat(logged.find()).isFalse();
      assertThat(output.getOut()).containsOnlyOnce(password);

      Http http = server.http();
      assertThat(http.get("/amends/api/summary", Http.basic("operator", password)).status())
          .isEqualTo(200);
      assertThat(http.get("/amends/api/summary", Http.basic("operator", "")).status())
          .isEqualTo(401);
      assertThat(http.get("/amends/api/summary", Http.basic("viewer", password)).status())
          .isEqualTo(401);
      assertThat(http.get("/amends/api/summary", Http.basic("viewer", "")).status()).isEqualTo(401);
    }
  }

  @Test
  void aPasswordThatIsSetIsNeverLogged(CapturedOutput output) {
    try (Server server = Server.start(FakeEngine.class)) {
      assertThat(server.http().get("/amends/api/summary").status()).isEqualTo(200);
      assertThat(GENERATED.matcher(output.getAll()).find()).isFalse();
      assertThat(output.getAll())
          .doesNotContain(Server.OPERATOR_PASSWORD)
          .doesNotContain(Server.VIEWER_PASSWORD);
      assertThat(server.bean(ConsoleProperties.class).toString())
          .doesNotContain(Server.OPERATOR_PASSWORD)
          .doesNotContain(Server.VIEWER_PASSWORD);
    }
  }

  @Test
  void moreUsersHaveNamesOfTheirOwn(CapturedOutput output) {
    String encoded = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("annas");
    try (Server server =
        Server.startWithoutUsers(
            FakeEngine.class,
            "amends.console.users.anna.password=" + encoded,
            "amends.console.users.anna.role=operator",
            "amends.console.users.ben.password=bens")) {
      FakeEngine.query(server).sagas.add(Samples.parked(1, 7));
      Http http = server.http();
      assertThat(http.get("/amends/api/summary", Http.basic("anna", "annas")).status())
          .isEqualTo(200);
      assertThat(http.get("/amends/api/summary", Http.basic("anna", encoded)).status())
          .isEqualTo(401);
      assertThat(http.get("/amends/api/summary", Http.basic("ben", "bens")).status())
          .isEqualTo(200);
      String path = "/amends/api/sagas/" + Samples.id(1) + "/resume";
      String[] json = {"Content-Type", "application/json"};
      assertThat(http.send("POST", path, and(Http.basic("ben", "bens"), json), "{}").status())
          .isEqualTo(403);
      assertThat(http.send("POST", path, and(Http.basic("anna", "annas"), json), "{}").status())
          .isEqualTo(200);
      assertThat(FakeEngine.operator(server).last().order().actor().name()).isEqualTo("anna");
      assertThat(GENERATED.matcher(output.getAll()).find())
          .as("somebody can decide, so nobody is made up")
          .isFalse();
    }
  }

  @Test
  void readsTheEnvironment() {
    ConsoleProperties properties =
        bind(
            "AMENDS_CONSOLE_PASSWORD", "from-env",
            "AMENDS_CONSOLE_VIEWERPASSWORD", "view-env",
            "AMENDS_CONSOLE_PATH", "/ops/amends",
            "AMENDS_CONSOLE_USERS_ANNA_PASSWORD", "a",
            "AMENDS_CONSOLE_USERS_ANNA_ROLE", "OPERATOR");

    assertThat(properties.password()).isEqualTo("from-env");
    assertThat(properties.viewerPassword()).isEqualTo("view-env");
    assertThat(properties.path()).isEqualTo("/ops/amends");
    assertThat(properties.users())
        .containsExactly(Map.entry("anna", new ConsoleProperties.User("a", ConsoleRole.OPERATOR)));
  }

  @Test
  void hasDefaults() {
    ConsoleProperties properties = bind("AMENDS_CONSOLE_ENABLED", "true");

    assertThat(properties)
        .isEqualTo(
            new ConsoleProperties(
                true, "/amends", ConsoleProperties.Security.CONSOLE, null, null, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "path, /",
    "path, ''",
    "path, amends",
    "path, /amends/",
    "path, //amends",
    "path, /am ends",
    "path, /../x",
    "path, /a/./b",
    "path, /*",
    "path, /{x}",
    "path, /a;b",
    "security, nobody",
    "users.operator.password, x",
    "users.viewer.password, x",
    "users[a:b].password, x",
    "users.anna.role, operator",
    "users.anna.role, king"
  })
  void refusesWhatCannotWork(String property, String value) {
    ConfigurationPropertySource source =
        new MapConfigurationPropertySource(Map.of("amends.console." + property, value));
    Binder binder = new Binder(source);

    assertThatThrownBy(() -> binder.bind("amends.console", ConsoleProperties.class))
        .hasStackTraceContaining("amends.console." + property.replaceAll("[.\\[].*", ""));
  }

  @Test
  void doesNotStartWithAPasswordThatNobodyCanCheck() {
    assertThatThrownBy(
            () ->
                Server.startWithoutUsers(FakeEngine.class, "amends.console.password={rot13}nnan")
                    .close())
        .hasStackTraceContaining("rot13")
        .satisfies(
            thrown -> {
              StringWriter trace = new StringWriter();
              thrown.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString()).doesNotContain("nnan");
            });
  }

  @Test
  void theApplicationsUsersNeedAnApplicationThatHasSome() {
    assertThatThrownBy(
            () ->
                Server.startWithoutUsers(FakeEngine.class, "amends.console.security=application")
                    .close())
        .hasStackTraceContaining("Add spring-boot-starter-security");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/amends", "/ops/amends.console"})
  void livesBelowItsPathAndTheContextPath(String path) {
    try (Server server =
        Server.start(
            FakeEngine.class,
            "server.servlet.context-path=/shop",
            "spring.mvc.servlet.path=/app",
            "amends.console.path=" + path)) {
      Http http = server.http();
      assertThat(http.get("/shop" + path + "/api/summary").status()).isEqualTo(200);
      assertThat(http.get("/shop" + path + "/api/summary", Http.ANONYMOUS).status()).isEqualTo(401);
      assertThat(http.get(path + "/api/summary").status()).isEqualTo(404);
      assertThat(http.get("/shop/app" + path + "/api/summary").status()).isEqualTo(404);
    }
  }

  @Test
  void isNotThereWhenSwitchedOff() {
    try (Server server = Server.start(FakeEngine.class, "amends.console.enabled=false")) {
      assertThat(server.http().get("/amends/api/summary").status()).isEqualTo(404);
      assertThat(server.context().getBeanNamesForType(ConsoleProperties.class)).isEmpty();
    }
  }

  @Test
  void isNotThereWithoutAnEngine() {
    try (Server server = Server.start(WithoutEngine.class)) {
      assertThat(server.http().get("/amends/api/summary").status()).isEqualTo(404);
    }
  }

  private static Map<String, String> and(Map<String, String> headers, String... more) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(more[0], more[1]);
    return all;
  }

  private static ConsoleProperties bind(String... environment) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      values.put(environment[i], environment[i + 1]);
    }
    return new Binder(
            ConfigurationPropertySources.from(
                new SystemEnvironmentPropertySource("systemEnvironment", values)))
        .bindOrCreate("amends.console", ConsoleProperties.class);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithoutEngine {}
}
