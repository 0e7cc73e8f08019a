package dev.amends.spring.app;

import dev.amends.spring.autoconfigure.AmendsActuatorAutoConfiguration;
import dev.amends.spring.autoconfigure.AmendsAutoConfiguration;
import dev.amends.spring.autoconfigure.AmendsHttpAutoConfiguration;
import dev.amends.spring.autoconfigure.AmendsObservationAutoConfiguration;
import dev.amends.spring.autoconfigure.AmendsResilienceAutoConfiguration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** Small applications on an H2 database of their own. */
public final class Apps {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private Apps() {}

  public static String newDatabase() {
    return "jdbc:h2:mem:app-" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
  }

  /** Without a web server. */
  public static ApplicationContextRunner plain() {
    return bare()
        .withConfiguration(
            AutoConfigurations.of(
                DataSourceAutoConfiguration.class,
                DataSourceTransactionManagerAutoConfiguration.class,
                JdbcTemplateAutoConfiguration.class,
                TransactionAutoConfiguration.class))
        .withPropertyValues("spring.datasource.url=" + newDatabase());
  }

  /** Without a data source. */
  public static ApplicationContextRunner bare() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                HttpClientAutoConfiguration.class,
                ImperativeHttpClientAutoConfiguration.class,
                RestClientAutoConfiguration.class,
                AmendsAutoConfiguration.class,
                AmendsHttpAutoConfiguration.class,
                AmendsResilienceAutoConfiguration.class,
                AmendsObservationAutoConfiguration.class,
                AmendsActuatorAutoConfiguration.class));
  }
}
