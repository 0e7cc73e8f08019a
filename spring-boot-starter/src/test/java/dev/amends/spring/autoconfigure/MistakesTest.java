package dev.amends.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.Sagas;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.error.EngineNotRunningException;
import dev.amends.error.InvalidDefinitionException;
import dev.amends.jackson.Secret;
import dev.amends.spring.AmendsDataSource;
import dev.amends.spring.app.Apps;
import dev.amends.spring.app.PlaceOrder;
import dev.amends.spring.app.ShopConfiguration;
import jakarta.annotation.PostConstruct;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;

/** What cannot work ends the start-up and says what to do. */
class MistakesTest {
  /** What a person reads when an application does not start. */
  private static FailureAnalysis analysis(AssertableApplicationContext context) {
    assertThat(context).hasFailed();
    for (FailureAnalyzer analyzer :
        SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class,
            SpringFactoriesLoader.FailureHandler.logging(
                org.apache.commons.logging.LogFactory.getLog(MistakesTest.class)))) {
      FailureAnalysis analysis = analyzer.analyze(context.getStartupFailure());
      if (analysis != null) {
        return analysis;
      }
    }
    throw new AssertionError("Nobody analyzes it", context.getStartupFailure());
  }

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
              assertThat(
                      context
                          .getBean(JdbcTemplate.class)
                          .queryForObject("SELECT COUNT(*) FROM amends_node", Integer.class))
                  .isEqualTo(1);
            });
  }

  @Test
  void thePrimaryDataSourceIsUsedOtherwise() {
    Apps.bare()
        .withUserConfiguration(PrimaryDataSource.class)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void aTransactionManagerOfAnotherDatabaseIsRefused() {
    Apps.bare()
        .withUserConfiguration(WrongManager.class)
        .run(
            context ->
                assertThat(analysis(context).getDescription())
                    .contains("another data source", "two transactions"));
  }

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

  /** Annotations that need a proxy. */
  static class Annotated implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "annotated";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.local("one", run -> write()).nothingToUndo();
    }

    @Transactional
    void write() {}

    @Async
    void later() {}
  }

  @Test
  void annotationsThatWouldBeIgnoredAreRefused() {
    Apps.plain()
        .withBean(Annotated.class)
        .run(
            context ->
                assertThat(analysis(context).getDescription())
                    .contains("'annotated'", "@Transactional on write()", "@Async on later()"));
  }

  /** A step that may have to be undone, and can't. */
  static class Unfinished implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "unfinished";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.remote("call", run -> {});
    }
  }

  @Test
  void aDefinitionThatCannotWorkIsRefusedWithoutADatabaseToo() {
    Apps.plain()
        .withPropertyValues("spring.datasource.url=jdbc:h2:tcp://127.0.0.1:1/none")
        .withBean(Unfinished.class)
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(context.getStartupFailure()).isInstanceOf(InvalidDefinitionException.class);
              assertThat(analysis(context).getDescription()).contains("'unfinished'", "call");
            });
  }

  /** A password on its way. */
  record Account(String name, @Secret String password) {}

  static class WithSecret implements SagaDefinition<Account, Void> {
    @Override
    public String name() {
      return "with-secret";
    }

    @Override
    public void define(SagaBuilder<Account, Void> saga) {
      saga.local("one", run -> {}).nothingToUndo();
    }
  }

  private static final String KEY = "amends.secrets.keys.k1=" + "A".repeat(43) + "=";

  @Test
  void aSecretWithoutAKeyIsRefused() {
    Apps.plain()
        .withBean(WithSecret.class)
        .run(context -> assertThat(analysis(context).getAction()).contains("openssl rand"));
    Apps.plain()
        .withBean(WithSecret.class)
        .withPropertyValues(KEY)
        .run(
            context -> {
              Account account = new Account("ann", "hunter2");
              context.getBean(Sagas.class).start(WithSecret.class, "k", account);
              assertThat(context.getBean(Sagas.class).find(WithSecret.class, "k").orElseThrow().input())
                  .contains("ann")
                  .doesNotContain("hunter2");
            });
  }

  @Test
  void keysThatCannotWorkAreRefused() {
    refused("no Base64", "amends.secrets.keys.k1=###");
    refused("has 3 bytes", "amends.secrets.keys.k1=AAAA");
    refused("several keys", KEY, "amends.secrets.keys.k2=" + "B".repeat(43) + "=");
    refused("no such key", KEY, "amends.secrets.current=k3");
  }

  private static void refused(String why, String... properties) {
    Apps.plain()
        .withPropertyValues(properties)
        .run(context -> assertThat(analysis(context).getDescription()).contains(why));
  }

  @Test
  void valuesThatCannotWorkAreRefusedByName() {
    List<String> wrong =
        List.of(
            "amends.lease=0s",
            "amends.payload-limit=5MB",
            "amends.workers=0",
            "amends.writers=3",
            "amends.http.retry-after-cap=-1s",
            "amends.apis.default.breaker.failure-rate=0",
            "amends.shutdown.grace=-1s");
    for (String property : wrong) {
      Apps.plain()
          .withPropertyValues(property)
          .run(
              context -> {
                assertThat(context).as(property).hasFailed();
                String name = property.substring(0, property.indexOf('='));
                String expected = name.startsWith("amends.apis") ? "failure-rate" : name;
                assertThat(messages(context.getStartupFailure())).contains(expected);
              });
    }
  }

  private static String messages(Throwable thrown) {
    StringBuilder messages = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      messages.append(each.getMessage()).append('\n');
    }
    return messages.toString();
  }

  /** Starts a saga far too early. */
  static class Hasty {
    static final List<Throwable> THROWN = new ArrayList<>();
    private final Sagas sagas;

    Hasty(Sagas sagas) {
      this.sagas = sagas;
    }

    @PostConstruct
    void hurry() {
      try {
        sagas.start(PlaceOrder.class, "k", new PlaceOrder.NewOrder("o", 1));
      } catch (RuntimeException thrown) {
        THROWN.add(thrown);
      }
    }
  }

  @Test
  void aStartBeforeTheEngineRunsSaysSo() {
    Apps.plain()
        .withUserConfiguration(ShopConfiguration.class)
        .withBean(Hasty.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(Hasty.THROWN)
                  .singleElement()
                  .isInstanceOf(EngineNotRunningException.class)
                  .asString()
                  .contains("@PostConstruct");
            });
  }

  /** A service that starts sagas and that a definition needs. */
  static class Service {
    final Sagas sagas;

    Service(Sagas sagas) {
      this.sagas = sagas;
    }
  }

  static class NeedsService extends WithoutSteps {
    NeedsService(Service service) {}
  }

  static class WithoutSteps implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "needs-service";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.local("one", run -> {}).nothingToUndo();
    }
  }

  @Test
  void definitionsMayInjectWhatInjectsSagas() {
    Apps.plain()
        .withBean(Service.class)
        .withBean(NeedsService.class)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void theEngineCanBeSwitchedOff() {
    Apps.bare()
        .withPropertyValues("amends.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Sagas.class));
  }
}
