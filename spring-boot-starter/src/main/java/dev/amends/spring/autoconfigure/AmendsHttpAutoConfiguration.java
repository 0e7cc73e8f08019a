package dev.amends.spring.autoconfigure;

import dev.amends.spring.guard.TransactionGuard;
import dev.amends.spring.http.AmendsRestClientCustomizer;
import dev.amends.spring.http.AttemptRequestFactoryBuilder;
import dev.amends.spring.http.BrokenExchangeClassifier;
import dev.amends.spring.http.HttpOutcomes;
import dev.amends.spring.http.RemoteErrorReader;
import dev.amends.spring.http.RestClientClassifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkHttpClientBuilder;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.web.client.RestClient;

/**
 * Calls of HTTP APIs: outcomes of RestClient, {@code @HttpExchange} and the JDK's client, and
 * RestClients that send one request an attempt.
 */
@AutoConfiguration(
    after = AmendsAutoConfiguration.class,
    beforeName = {
      "org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration",
      "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration"
    })
@ConditionalOnBean(TransactionGuard.class)
@EnableConfigurationProperties(HttpProperties.class)
public final class AmendsHttpAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  HttpOutcomes amendsHttpOutcomes(
      HttpProperties properties, ObjectProvider<RemoteErrorReader> readers) {
    return new HttpOutcomes(properties.retryAfterCap(), readers.orderedStream().toList());
  }

  /** Without an order, so that those of the application, which are registered first, go first. */
  @Bean
  BrokenExchangeClassifier amendsBrokenExchangeClassifier() {
    return new BrokenExchangeClassifier();
  }

  /** Where there is RestClient. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({RestClient.class, RestClientCustomizer.class})
  static class RestClients {
    @Bean
    RestClientClassifier amendsRestClientClassifier(HttpOutcomes outcomes) {
      return new RestClientClassifier(outcomes);
    }

    @Bean
    AmendsRestClientCustomizer amendsRestClientCustomizer(
        TransactionGuard guard, HttpProperties properties) {
      return new AmendsRestClientCustomizer(guard, properties.limits());
    }

    /** An application that asks for another client, or builds its own, gets that. */
    @Bean
    @ConditionalOnMissingBean(ClientHttpRequestFactoryBuilder.class)
    @ConditionalOnProperty(
        name = "spring.http.clients.imperative.factory",
        havingValue = "jdk",
        matchIfMissing = true)
    AttemptRequestFactoryBuilder amendsRequestFactoryBuilder(
        HttpProperties properties, Environment environment) {
      JdkHttpClientBuilder clients = new JdkHttpClientBuilder();
      if (Threading.VIRTUAL.isActive(environment)) {
        clients = clients.withExecutor(new VirtualThreadTaskExecutor("amends-http-"));
      }
      return new AttemptRequestFactoryBuilder(properties.limits(), clients);
    }
  }
}
