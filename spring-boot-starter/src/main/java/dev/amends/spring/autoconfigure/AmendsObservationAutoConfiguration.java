package dev.amends.spring.autoconfigure;

import dev.amends.spi.ContextCapture;
import dev.amends.spring.engine.SagaEngine;
import dev.amends.spring.observe.ActorCapture;
import dev.amends.spring.observe.LoggingContext;
import dev.amends.spring.observe.ObservedSteps;
import dev.amends.spring.observe.TraceCapture;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContextHolder;

/** What goes along with a saga: logging context, actor and trace; and observations of its steps. */
@AutoConfiguration(
    after = AmendsAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnBean(SagaEngine.class)
@EnableConfigurationProperties(ContextProperties.class)
public final class AmendsObservationAutoConfiguration {

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 100)
  LoggingContext amendsLoggingContext(ContextProperties properties) {
    return new LoggingContext(properties.mdc());
  }

  /** Where there is Spring Security. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SecurityContextHolder.class)
  static class Actors {
    @Bean
    ActorCapture amendsActorCapture() {
      return new ActorCapture();
    }
  }

  /** Where observations are made. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ObservationRegistry.class)
  @ConditionalOnBean(ObservationRegistry.class)
  static class Observations {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 200)
    ObservedSteps amendsObservedSteps(ObservationRegistry registry) {
      return new ObservedSteps(registry);
    }
  }

  /** Where there are traces. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Tracer.class, Propagator.class})
  static class Traces {
    @Bean
    ContextCapture amendsTraceCapture(
        ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
      Tracer one = tracer.getIfUnique();
      Propagator other = propagator.getIfUnique();
      return one == null || other == null ? Map::of : new TraceCapture(one, other);
    }
  }
}
