package dev.amends.spring.autoconfigure;

import static dev.amends.spring.autoconfigure.FailedStart.analysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.spring.AmendsDataSource;
import dev.amends.spring.app.Apps;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Which database sagas live in, and what is wrong with it. */
class DataSourceChoiceTest {
  private static DataSource h2() {
    return new DriverManagerDataSource(Apps.newDatabase(), "sa", "");
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoDataSources {
    @Bean
    DataSource orders() {
      return h2();
    }

    @Bean
    DataSource reports() {
      return h2();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class MarkedDataSource {
    @Bean
    DataSource reports() {
      return h2();
    }

    @Bean
    @AmendsDataSource
    DataSource orders() {
      return h2();
    }

    @Bean
    PlatformTransactionManager reportsManager(List<DataSource> all) {
      return new JdbcTransactionManager(all.get(0));
    }

    @Bean
    PlatformTransactionManager ordersManager(@AmendsDataSource DataSource orders) {
      return new JdbcTransactionManager(orders);
    }

    @Bean
    JdbcTemplate jdbc(@AmendsDataSource DataSource orders) {
      return new JdbcTemplate(orders);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class PrimaryDataSource {
    @Bean
    @Primary
    DataSource orders() {
      return h2();
    }

    @Bean
    DataSource reports() {
      return h2();
    }

    @Bean
    PlatformTransactionManager manager(DataSource orders) {
      return new JdbcTransactionManager(orders);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WrongManager {
    @Bean
    DataSource orders() {
      return h2();
    }

    @Bean
    PlatformTransactionManager manager() {
      return new JdbcTransactionManager(h2());
    }
  }

  @Test
  void withoutADataSourceThereIsNoEngine() {
    Apps.bare()
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context);
              assertThat(analysis.getDescription()).contains("no DataSource");
              assertThat(analysis.getAction()).contains("spring.datasource.url", "amends.enabled");
            });
  }

  @Test
  void severalDataSourcesAreNamed() {
    Apps.bare()
        .withUserConfiguration(TwoDataSources.class)
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context);
              assertThat(analysis.getDescription()).contains("2 data sources", "orders", "reports");
              assertThat(analysis.getAction()).contains("@AmendsDataSource", "@Primary");
            });
  }

  @Test
  void theMarkedDataSourceIsUsedWithItsManager() {
    Apps.bare()
        .withUserConfiguration(MarkedDataSource.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              JdbcTemplate marked = context.getBean(JdbcTemplate.class);
              await()
                  .untilAsserted(
                      () ->
                          assertThat(
                                  marked.queryForObject(
                                      "SELECT COUNT(*) FROM amends_node", Integer.class))
                              .isEqualTo(1));
            });
  }

  @Test
  void thePrimaryDataSourceIsUsedOtherwise() {
    Apps.bare()
        .withUserConfiguration(PrimaryDataSource.class)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Tag("P3")
  @Test
  void aTransactionManagerOfAnotherDatabaseIsRefused() {
    Apps.bare()
        .withUserConfiguration(WrongManager.class)
        .run(
            context ->
                assertThat(analysis(context).getDescription())
                    .contains("another data source", "two transactions"));
  }

  @Tag("P1")
  @Test
  void aPoolThatIsTooSmallIsRefused() {
    Apps.plain()
        .withPropertyValues("spring.datasource.hikari.maximum-pool-size=5")
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context);
              assertThat(analysis.getDescription()).contains("at most 5 connections");
              assertThat(analysis.getAction()).contains("maximum-pool-size");
            });
  }

  @Test
  void aLogInThatIsRefusedIsNoReasonToWait() {
    String url = Apps.newDatabase();
    Apps.plain()
        .withPropertyValues("spring.datasource.url=" + url, "spring.datasource.password=right")
        .run(
            first ->
                Apps.plain()
                    .withPropertyValues(
                        "spring.datasource.url=" + url, "spring.datasource.password=wrong")
                    .run(
                        context ->
                            assertThat(analysis(context).getDescription())
                                .contains("refuses the log-in")));
  }

  @Test
  void aMissingSchemaIsRefusedWhereItIsNotToBeMade() {
    Apps.plain()
        .withPropertyValues("amends.schema.migrate=validate")
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context);
              assertThat(analysis.getDescription()).containsIgnoringCase("amends_schema");
              assertThat(analysis.getAction()).contains("amends.schema.migrate=true");
            });
  }
}
