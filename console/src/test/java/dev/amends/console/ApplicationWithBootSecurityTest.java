package dev.amends.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Applications that have Spring Boot's security on their class path, by their own choice. */
class ApplicationWithBootSecurityTest {
  private static final String SAGAS = "/amends/api/sagas";
  private static final String RESUME = SAGAS + "/" + Samples.id(1) + "/resume";
  private static final Map<String, String> APPLICATION_USER = Http.basic("user", "app-secret");

  @Test
  void springBootsDefaultKeepsTheApplicationLockedAndStaysOutOfTheConsole() {
    try (Server server =
        Server.start(
            Default.class,
            "spring.security.user.password=app-secret",
            "spring.security.user.roles=AMENDS_OPERATOR")) {
      Http http = server.http();
      assertThat(http.get("/open", Http.ANONYMOUS).status()).isEqualTo(401);
      assertThat(http.get("/open", APPLICATION_USER).status()).isEqualTo(200);
      assertThat(http.get("/open", Http.OPERATOR).status()).isEqualTo(401);
      checkOwnUsers(server);
    }
  }

  @Test
  void theConsoleHasItsOwnUsersBesideTheApplicationsChain() {
    try (Server server = Server.start(OwnChain.class)) {
      Http http = server.http();
      assertThat(http.get("/open", Http.ANONYMOUS).status()).isEqualTo(200);
      assertThat(http.get("/closed", Http.ANONYMOUS).status()).isEqualTo(401);
      assertThat(http.get("/closed", APPLICATION_USER).status()).isEqualTo(200);
      assertThat(http.get("/closed", Http.OPERATOR).status()).isEqualTo(401);
      checkOwnUsers(server);
    }
  }

  private static void checkOwnUsers(Server server) {
    FakeEngine.query(server).sagas.add(Samples.parked(1, 7));
    Http http = server.http();
    assertThat(http.get(SAGAS, Http.ANONYMOUS).code()).isEqualTo("auth.required");
    assertThat(http.get(SAGAS, APPLICATION_USER).code()).isEqualTo("auth.required");
    Http.Reply reply = http.get(SAGAS, Http.VIEWER);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers("Set-Cookie")).isEmpty();
    assertThat(reply.headers("X-Frame-Options")).containsExactly("DENY");
    assertThat(post(http, RESUME, Http.VIEWER).code()).isEqualTo("auth.forbidden");
    assertThat(post(http, RESUME, Http.OPERATOR).status()).isEqualTo(200);
    String doubled = RawHttp.get(server.port(), "/amends//api/sagas", Http.ANONYMOUS);
    assertThat(RawHttp.status(doubled)).isIn(400, 401);
    assertThat(RawHttp.status(RawHttp.get(server.port(), "/amends/api/sagas;x", Map.of())))
        .isIn(400, 401);
  }

  @Test
  void theApplicationsUsersHaveTheRolesThatItGrants() {
    try (Server server =
        Server.start(ApplicationUsers.class, "amends.console.security=application")) {
      FakeEngine.query(server).sagas.add(Samples.parked(1, 7));
      Http http = server.http();
      assertThat(http.get(SAGAS, Http.basic("vera", "v")).status()).isEqualTo(200);
      assertThat(post(http, RESUME, Http.basic("vera", "v")).code()).isEqualTo("auth.forbidden");
      assertThat(post(http, RESUME, Http.basic("otto", "o")).status()).isEqualTo(200);
      assertThat(FakeEngine.operator(server).last().order().actor().name()).isEqualTo("otto");
      assertThat(post(http, RESUME, Http.basic("ada", "a")).status())
          .as("by the application's hierarchy")
          .isEqualTo(200);
      assertThat(http.get(SAGAS, Http.basic("user", "app-secret")).code())
          .isEqualTo("auth.forbidden");
      assertThat(http.get(SAGAS, Http.OPERATOR).status())
          .as("the console's own users are nobody there")
          .isEqualTo(401);
    }
  }

  @Test
  void theGateStaysShutWhenTheApplicationsRulesForgetTheConsole() {
    try (Server server =
        Server.start(ApplicationUsers.class, "amends.console.security=application")) {
      Http http = server.http();
      Http.Reply reply = http.get(SAGAS, Http.ANONYMOUS);
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.code()).isEqualTo("auth.required");
      assertThat(reply.headers("Set-Cookie")).isEmpty();
      assertThat(post(http, RESUME, Http.ANONYMOUS).status()).isEqualTo(401);
      assertThat(FakeEngine.operator(server).given).isEmpty();
    }
  }

  @Test
  void aSessionOfTheApplicationIsNoHandleForPagesOfOtherSites() {
    try (Server server =
        Server.start(ApplicationUsers.class, "amends.console.security=application")) {
      FakeEngine.query(server).sagas.add(Samples.parked(1, 7));
      Map<String, String> foreign = new HashMap<>(Http.basic("otto", "o"));
      foreign.put("Sec-Fetch-Site", "cross-site");
      assertThat(post(server.http(), RESUME, foreign).code()).isEqualTo("auth.cross-site");
      Map<String, String> form = new HashMap<>(Http.basic("otto", "o"));
      form.put("Content-Type", "application/x-www-form-urlencoded");
      assertThat(server.http().send("POST", RESUME, form, "reason=x").status()).isEqualTo(415);
      assertThat(FakeEngine.operator(server).given).isEmpty();
    }
  }

  private static Http.Reply post(Http http, String path, Map<String, String> who) {
    Map<String, String> headers = new HashMap<>(who);
    headers.put("Content-Type", "application/json");
    return http.send("POST", path, headers, "{}");
  }

  @Configuration(proxyBeanMethods = false)
  @Import({FakeEngine.class, Pages.class})
  static class Default {}

  @Configuration(proxyBeanMethods = false)
  @Import({FakeEngine.class, Pages.class})
  static class OwnChain {
    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(user("user", "app-secret", "AMENDS_OPERATOR"));
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
      return http.authorizeHttpRequests(
              rules -> rules.requestMatchers("/open").permitAll().anyRequest().authenticated())
          .httpBasic(Customizer.withDefaults())
          .build();
    }

    /** A customizer of all chains, which must not weaken the console. */
    @Bean
    Customizer<HttpSecurity> laxness() {
      return http -> http.headers(headers -> headers.disable());
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import({FakeEngine.class, Pages.class})
  static class ApplicationUsers {
    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          user("user", "app-secret", "USER"),
          user("vera", "v", "AMENDS_VIEWER"),
          user("otto", "o", "AMENDS_OPERATOR"),
          user("ada", "a", "ADMIN"));
    }

    @Bean
    RoleHierarchy hierarchy() {
      return RoleHierarchyImpl.withDefaultRolePrefix()
          .role("ADMIN")
          .implies("AMENDS_OPERATOR")
          .build();
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
      return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
          .httpBasic(Customizer.withDefaults())
          .csrf(csrf -> csrf.disable())
          .build();
    }
  }

  private static UserDetails user(String name, String password, String role) {
    return User.withUsername(name).password("{noop}" + password).roles(role).build();
  }

  @RestController
  static class Pages {
    @GetMapping({"/open", "/closed"})
    String page() {
      return "page";
    }
  }
}
