package dev.amends.spring.autoconfigure;

import dev.amends.outcome.OutcomeClassifier;
import dev.amends.outcome.TransportClassifier;
import dev.amends.spring.engine.SagaEngine;
import dev.amends.spring.resilience.ApiBulkheads;
import dev.amends.spring.resilience.ApiCircuits;
import dev.amends.spring.resilience.ApiProtection;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * A circuit breaker and a bulkhead for each API of the catalogue, where Resilience4j's {@code
 * resilience4j-circuitbreaker} and {@code resilience4j-bulkhead} are there. The application's
 * registries are used if it has any.
 */
@AutoConfiguration(after = {AmendsAutoConfiguration.class, AmendsHttpAutoConfiguration.class})
@ConditionalOnClass({CircuitBreakerRegistry.class, BulkheadRegistry.class})
@ConditionalOnBean(SagaEngine.class)
@EnableConfigurationProperties(ApiProperties.class)
public final class AmendsResilienceAutoConfiguration {

  /** Innermost of the starter's, so that a refused call is seen by traces and logs. */
  @Bean
  @ConditionalOnMissingBean
  @Order(Ordered.LOWEST_PRECEDENCE - 100)
  ApiProtection amendsApiProtection(
      ApiProperties properties,
      ObjectProvider<OutcomeClassifier> classifiers,
      ObjectProvider<CircuitBreakerRegistry> circuits,
      ObjectProvider<BulkheadRegistry> bulkheads) {
    List<OutcomeClassifier> asTheEngineDoes = new ArrayList<>(classifiers.orderedStream().toList());
    asTheEngineDoes.add(new TransportClassifier());
    return new ApiProtection(
        properties::policy,
        asTheEngineDoes,
        new ApiCircuits(circuits.getIfUnique(CircuitBreakerRegistry::ofDefaults)),
        new ApiBulkheads(bulkheads.getIfUnique(BulkheadRegistry::ofDefaults)));
  }
}
