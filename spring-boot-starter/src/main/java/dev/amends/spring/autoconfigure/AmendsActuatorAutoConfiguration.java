package dev.amends.spring.autoconfigure;

import dev.amends.query.SagaQuery;
import dev.amends.spring.engine.SagaEngine;
import dev.amends.spring.observe.MeteredSagas;
import dev.amends.spring.observe.SagaHealth;
import dev.amends.spring.observe.UnfinishedSagas;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and metrics of the engine, where the actuator's parts for them are there. */
@AutoConfiguration(
    after = AmendsAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
    })
@ConditionalOnBean(SagaEngine.class)
public final class AmendsActuatorAutoConfiguration {

  @Bean
  UnfinishedSagas amendsUnfinishedSagas(SagaEngine engine, SagaQuery query) {
    return new UnfinishedSagas(engine, query);
  }

  /** Where there is health. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
  static class Healths {
    @Bean
    @ConditionalOnMissingBean(name = "amendsHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("amends")
    SagaHealth amendsHealthIndicator(SagaEngine engine, UnfinishedSagas unfinished) {
      return new SagaHealth(engine, unfinished);
    }
  }

  /** Where there are metrics. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  @ConditionalOnBean(MeterRegistry.class)
  static class Metrics {
    @Bean
    MeteredSagas amendsMeteredSagas(MeterRegistry registry) {
      return new MeteredSagas(registry);
    }

    @Bean
    SmartInitializingSingleton amendsGauges(
        MeterRegistry registry, SagaEngine engine, UnfinishedSagas unfinished) {
      return () -> MeteredSagas.gauges(registry, engine, unfinished);
    }
  }
}
