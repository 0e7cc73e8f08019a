package dev.amends.spring.autoconfigure;

import dev.amends.spring.engine.SpringTransactions;
import dev.amends.spring.web.AmendsProblemAdvice;
import dev.amends.spring.web.BodyLimitFilter;
import dev.amends.spring.web.CorrelationIdFilter;
import dev.amends.spring.web.idempotency.Claims;
import dev.amends.spring.web.idempotency.IdempotencyFilter;
import dev.amends.spring.web.idempotency.IdempotencyInterceptor;
import dev.amends.spring.web.idempotency.IdempotencyKeys;
import dev.amends.spring.web.idempotency.KeySweep;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The application's own endpoints, where it is a servlet application with Spring MVC. */
@AutoConfiguration(
    after = AmendsAutoConfiguration.class,
    beforeName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, FilterRegistrationBean.class})
@ConditionalOnBean(SpringTransactions.class)
@EnableConfigurationProperties(WebProperties.class)
public final class AmendsWebAutoConfiguration {
  private static final EnumSet<DispatcherType> REQUESTS =
      EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC);

  /** Before everything that logs. */
  @Bean
  FilterRegistrationBean<CorrelationIdFilter> amendsCorrelationIdFilter() {
    return registered(
        new CorrelationIdFilter(),
        Ordered.HIGHEST_PRECEDENCE,
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
  }

  /** Before anybody reads the body. */
  @Bean
  FilterRegistrationBean<BodyLimitFilter> amendsBodyLimitFilter(WebProperties properties) {
    return registered(
        new BodyLimitFilter(properties.maxBody().toBytes()),
        Ordered.HIGHEST_PRECEDENCE + 100,
        EnumSet.of(DispatcherType.REQUEST));
  }

  /** After Spring Security (-100), because keys belong to users. */
  @Bean
  FilterRegistrationBean<IdempotencyFilter> amendsIdempotencyFilter(
      Claims claims, WebProperties properties) {
    long maxAnswer = properties.idempotency().maxAnswer().toBytes();
    return registered(new IdempotencyFilter(claims, maxAnswer), 0, REQUESTS);
  }

  private static <T extends Filter> FilterRegistrationBean<T> registered(
      T filter, int order, EnumSet<DispatcherType> types) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    registration.setDispatcherTypes(types);
    return registration;
  }

  @Bean
  Claims amendsIdempotencyClaims(
      EngineDatabase database, SpringTransactions transactions, WebProperties properties) {
    WebProperties.Idempotency idempotency = properties.idempotency();
    return Claims.in(
        database.dataSource(),
        transactions::dialect,
        new Claims.Times(idempotency.keep(), idempotency.patience(), idempotency.claim()));
  }

  @Bean
  KeySweep amendsIdempotencySweep(Claims claims, WebProperties properties) {
    return new KeySweep(claims, properties.idempotency().keep());
  }

  @Bean
  WebMvcConfigurer amendsIdempotencyConfigurer(Claims claims) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(new IdempotencyInterceptor(claims))
            .order(Ordered.LOWEST_PRECEDENCE);
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new IdempotencyKeys());
      }
    };
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty(name = "amends.web.problems", matchIfMissing = true)
  AmendsProblemAdvice amendsProblemAdvice() {
    return new AmendsProblemAdvice();
  }
}
