package dev.amends.spring.outcomes;

import dev.amends.spring.app.Apps;
import dev.amends.spring.guard.TransactionGuard;
import dev.amends.spring.http.HttpOutcomes;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.registry.ImportHttpServices;
import tools.jackson.databind.json.JsonMapper;

/** An application with all three clients and the starter's default settings. */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "teams", types = Callers.Teams.class)
class Application {
  @Bean
  Callers callers(
      RestClient.Builder rest,
      Callers.Teams teams,
      TransactionGuard guard,
      HttpOutcomes outcomes,
      JsonMapper json) {
    return new Callers(rest.build(), teams, guard, outcomes, json);
  }

  static ApplicationContextRunner runner() {
    return Apps.plain()
        .withConfiguration(
            AutoConfigurations.of(
                JacksonAutoConfiguration.class,
                HttpMessageConvertersAutoConfiguration.class,
                HttpServiceClientPropertiesAutoConfiguration.class,
                HttpServiceClientAutoConfiguration.class))
        .withUserConfiguration(Application.class);
  }

  static void run(ContextConsumer<AssertableApplicationContext> test) {
    runner().run(test);
  }
}
