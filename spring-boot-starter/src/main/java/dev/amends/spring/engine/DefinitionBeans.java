package dev.amends.spring.engine;

import dev.amends.definition.SagaDefinition;
import dev.amends.error.InvalidDefinitionException;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ReflectionUtils;

/**
 * Definitions as they stand in the context. Their actions call their own methods directly, past any
 * proxy, so that annotations which need one would be ignored in silence: they are refused.
 */
final class DefinitionBeans {
  /** Known by name, so that none of these libraries is needed. */
  private static final List<String> NEED_A_PROXY =
      List.of(
          "org.springframework.transaction.annotation.Transactional",
          "jakarta.transaction.Transactional",
          "org.springframework.scheduling.annotation.Async",
          "jakarta.ejb.Asynchronous",
          "org.springframework.resilience.annotation.Retryable",
          "org.springframework.resilience.annotation.ConcurrencyLimit",
          "org.springframework.retry.annotation.Retryable",
          "org.springframework.retry.annotation.CircuitBreaker",
          "org.springframework.cache.annotation.Cacheable",
          "org.springframework.cache.annotation.CachePut",
          "org.springframework.cache.annotation.CacheEvict",
          "io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker",
          "io.github.resilience4j.retry.annotation.Retry",
          "io.github.resilience4j.bulkhead.annotation.Bulkhead",
          "io.github.resilience4j.ratelimiter.annotation.RateLimiter",
          "io.github.resilience4j.timelimiter.annotation.TimeLimiter");

  private DefinitionBeans() {}

  /**
   * The definitions themselves, without proxies.
   *
   * @throws InvalidDefinitionException naming every annotation that would be ignored
   */
  static List<SagaDefinition<?, ?>> check(Collection<? extends SagaDefinition<?, ?>> beans) {
    List<String> mistakes = new ArrayList<>();
    List<SagaDefinition<?, ?>> definitions = new ArrayList<>();
    for (SagaDefinition<?, ?> bean : beans) {
      SagaDefinition<?, ?> definition = target(bean);
      definitions.add(definition);
      Class<?> type = definition.getClass();
      look(type, "its class", definition, mistakes);
      ReflectionUtils.doWithMethods(
          type,
          method -> look(method, method.getName() + "()", definition, mistakes),
          method -> method.getDeclaringClass() != Object.class && !method.isSynthetic());
    }
    if (!mistakes.isEmpty()) {
      throw new InvalidDefinitionException(String.join("\n", mistakes));
    }
    return definitions;
  }

  private static SagaDefinition<?, ?> target(SagaDefinition<?, ?> bean) {
    Object target = AopProxyUtils.getSingletonTarget(bean);
    return target instanceof SagaDefinition<?, ?> definition ? definition : bean;
  }

  private static void look(
      AnnotatedElement element,
      String where,
      SagaDefinition<?, ?> definition,
      List<String> mistakes) {
    MergedAnnotations annotations = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
    for (String name : NEED_A_PROXY) {
      if (annotations.isPresent(name)) {
        mistakes.add(
            "Saga '%s' (%s) has @%s on %s, which would be ignored: its actions call their own methods past the proxy. Move the method to another bean, or drop the annotation: local steps are transactions, and retries, breaker and bulkhead are the engine's."
                .formatted(
                    definition.name(),
                    definition.getClass().getName(),
                    name.substring(name.lastIndexOf('.') + 1),
                    where));
      }
    }
  }
}
