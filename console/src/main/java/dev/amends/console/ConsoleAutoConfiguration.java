package dev.amends.console;

import dev.amends.Sagas;
import dev.amends.console.api.ConsoleApi;
import dev.amends.console.security.ConsoleFilters;
import dev.amends.console.web.ConsoleMvc;
import dev.amends.operator.Operator;
import dev.amends.query.SagaQuery;
import dev.amends.spring.autoconfigure.AmendsAutoConfiguration;
import jakarta.servlet.Filter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.ConfigurableWebApplicationContext;
import org.springframework.web.context.support.GenericWebApplicationContext;

/**
 * Puts the console into a web application that has the engine. An application without security of
 * its own stays as open as it was; one that has it keeps its rules, and the console, unless told to
 * use them too, stays out of them.
 */
@AutoConfiguration(
    after = AmendsAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "amends.console.enabled", matchIfMissing = true)
@ConditionalOnBean({Sagas.class, Operator.class, SagaQuery.class})
@EnableConfigurationProperties(ConsoleProperties.class)
public final class ConsoleAutoConfiguration {
  private static final Logger log = LoggerFactory.getLogger("dev.amends.console");

  /** What the console uses of the application. */
  private static final List<Class<?>> SHARED =
      List.of(Sagas.class, Operator.class, SagaQuery.class);

  /** Bean under which Spring Security keeps an application's filter. */
  private static final String APPLICATION_SECURITY = "springSecurityFilterChain";

  @Bean
  ServletContextInitializer amendsConsole(
      ConsoleProperties properties,
      ConfigurableEnvironment environment,
      ListableBeanFactory beans) {
    return new ConsoleRegistration(
        properties.path(), filter(properties, beans), () -> context(environment, beans));
  }

  /**
   * Takes the console out of the application's rules, by an empty chain in front of them: the
   * console's own filter stands behind. It is declared after Spring Boot's default chain, which any
   * chain before would have switched off.
   */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @ConditionalOnBean(name = APPLICATION_SECURITY)
  @ConditionalOnProperty(
      name = "amends.console.security",
      havingValue = "console",
      matchIfMissing = true)
  SecurityFilterChain amendsConsoleBesideApplicationSecurity() {
    return new DefaultSecurityFilterChain(
        request ->
            ConsoleRegistration.SERVLET.equals(request.getHttpServletMapping().getServletName()));
  }

  private static Filter filter(ConsoleProperties properties, ListableBeanFactory beans) {
    if (properties.security() == ConsoleProperties.Security.CONSOLE) {
      Accounts accounts = Accounts.of(properties);
      if (accounts.generated() != null) {
        log.info(
            "Console at {}: user '{}', generated password {} (set amends.console.password or"
                + " AMENDS_CONSOLE_PASSWORD for one that stays)",
            properties.path(),
            Accounts.OPERATOR,
            accounts.generated());
      }
      return ConsoleFilters.withOwnUsers(accounts.users());
    }
    if (!beans.containsBean(APPLICATION_SECURITY)) {
      throw new InvalidConfigurationPropertyValueException(
          "amends.console.security",
          "application",
          "The application has no Spring Security filter chain. Add spring-boot-starter-security and"
              + " rules for the console's path, or set it to 'console'.");
    }
    return ConsoleFilters.withUsersOfApplication(
        beans.getBeanProvider(RoleHierarchy.class).getIfUnique());
  }

  /** What the servlet sees: the console's parts and these few beans of the application. */
  private static ConfigurableWebApplicationContext context(
      ConfigurableEnvironment environment, ListableBeanFactory beans) {
    GenericWebApplicationContext context = new GenericWebApplicationContext();
    context.setEnvironment(environment);
    context.setDisplayName("Amends console");
    for (Class<?> shared : SHARED) {
      // Found there but not owned: the servlet's end is not the engine's.
      context.getBeanFactory().registerResolvableDependency(shared, beans.getBeanProvider(shared));
    }
    new AnnotatedBeanDefinitionReader(context).register(ConsoleMvc.class, ConsoleApi.class);
    return context;
  }
}
