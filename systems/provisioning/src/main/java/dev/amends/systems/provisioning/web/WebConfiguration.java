package dev.amends.systems.provisioning.web;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** Sets up the HTTP interface. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class WebConfiguration {
  private static final String CONTENT_SECURITY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /**
   * The service's own pages and calls are open: it stands behind the gateway of those who run it.
   * The console keeps its own, stricter rules.
   */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain openToAll(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        // There is no session and no cookie that a forged request could ride on.
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY)))
        .build();
  }

  /** Behind Spring Security, which knows who is logged in. */
  @Bean
  FilterRegistrationBean<ActorFilter> actorFilter() {
    FilterRegistrationBean<ActorFilter> filter = new FilterRegistrationBean<>(new ActorFilter());
    filter.setOrder(Ordered.LOWEST_PRECEDENCE);
    return filter;
  }

  /** A number where a text belongs is a mistake of the sender, not a text. */
  @Bean
  JsonMapperBuilderCustomizer strictTexts() {
    return builder ->
        builder.withCoercionConfig(
            LogicalType.Textual,
            coercion ->
                coercion
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }
}
