package dev.amends.spring.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.spring.app.Apps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The engine's tables, beside the application's own. */
class SchemaTest {
  private static List<String> tables(ApplicationContext context) {
    return context
        .getBean(JdbcTemplate.class)
        .queryForList(
            "SELECT LOWER(table_name) FROM information_schema.tables WHERE table_schema = 'PUBLIC'",
            String.class);
  }

  @Test
  void theApplicationsFlywayIsNotDisturbed() {
    ApplicationContextRunner app =
        Apps.plain().withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class));
    for (int start = 0; start < 2; start++) {
      app.run(
          context -> {
            assertThat(context).hasNotFailed();
            assertThat(tables(context))
                .contains("application_table", "amends_saga", "amends_http_key");
            assertThat(
                    context
                        .getBean(JdbcTemplate.class)
                        .queryForList(
                            "SELECT \"script\" FROM \"flyway_schema_history\" WHERE \"version\" IS NOT NULL",
                            String.class))
                .containsExactly("V1__application.sql");
          });
    }
  }

  @Test
  void aSecondStartFindsWhatTheFirstOneMade() {
    ApplicationContextRunner app = Apps.plain();
    app.run(context -> assertThat(tables(context)).contains("amends_saga"));
    app.withPropertyValues("amends.schema.migrate=validate")
        .run(context -> assertThat(context).hasNotFailed());
    app.withPropertyValues("amends.schema.migrate=false")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void yamlsTrueIsTrue() {
    Apps.plain()
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("yaml", Map.of("amends.schema.migrate", true))))
        .run(context -> assertThat(tables(context)).contains("amends_saga"));
  }
}
