package dev.amends.spring.autoconfigure;

import dev.amends.Sagas;
import dev.amends.definition.SagaDefinition;
import dev.amends.jackson.JacksonCodec;
import dev.amends.operator.Operator;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.query.SagaQuery;
import dev.amends.spi.Codec;
import dev.amends.spi.ContextCapture;
import dev.amends.spi.EngineListener;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Interceptor;
import dev.amends.spi.Retention;
import dev.amends.spring.CurrentInvocation;
import dev.amends.spring.engine.Contributions;
import dev.amends.spring.engine.EngineBackedOperator;
import dev.amends.spring.engine.EngineBackedQuery;
import dev.amends.spring.engine.EngineBackedSagas;
import dev.amends.spring.engine.EngineFactory;
import dev.amends.spring.engine.SagaEngine;
import dev.amends.spring.engine.SagaStarts;
import dev.amends.spring.engine.SpringTransactions;
import dev.amends.spring.guard.TransactionGuard;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/**
 * The engine in the application's database, and {@link Sagas}, {@link Operator} and {@link
 * SagaQuery} to use it by. These inject no definition, so that definitions may inject services
 * which inject them. Switched off by {@code amends.enabled=false}.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
    })
@ConditionalOnClass({DataSource.class, PlatformTransactionManager.class})
@ConditionalOnBooleanProperty(name = "amends.enabled", matchIfMissing = true)
@EnableConfigurationProperties({
  AmendsProperties.class,
  LifeProperties.class,
  KeepProperties.class,
  SecretProperties.class
})
public final class AmendsAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  Codec amendsCodec(SecretProperties secrets) {
    return new JacksonCodec(secrets.secretKeys());
  }

  @Bean
  EngineDatabase amendsDatabase(ConfigurableListableBeanFactory beans) {
    return EngineDatabase.of(beans);
  }

  @Bean
  SpringTransactions amendsTransactions(EngineDatabase database) {
    ClassLoader loader = getClass().getClassLoader();
    boolean sessions =
        ClassUtils.isPresent("org.springframework.orm.jpa.EntityManagerHolder", loader)
            && ClassUtils.isPresent(
                "org.hibernate.engine.spi.SharedSessionContractImplementor", loader);
    return SpringTransactions.of(database.dataSource(), database.manager(), sessions);
  }

  @Bean
  @ConditionalOnMissingBean
  TransactionGuard amendsTransactionGuard(
      AmendsProperties properties, SpringTransactions transactions) {
    return new TransactionGuard(properties.guard(), transactions);
  }

  /** Outermost, so that everything inside knows which call it belongs to. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  CurrentInvocation amendsCurrentInvocation() {
    return new CurrentInvocation();
  }

  @Bean
  Contributions amendsContributions(
      ObjectProvider<SagaDefinition<?, ?>> definitions,
      ObjectProvider<OutcomeClassifier> classifiers,
      ObjectProvider<Interceptor> interceptors,
      ObjectProvider<EngineListener> listeners,
      ObjectProvider<ContextCapture> contexts) {
    return new Contributions(definitions, classifiers, interceptors, listeners, contexts);
  }

  @Bean
  SagaEngine amendsEngine(
      EngineDatabase database,
      SpringTransactions transactions,
      EngineFactory factory,
      AmendsProperties properties,
      LifeProperties life) {
    return SagaEngine.of(
        factory,
        database.dataSource(),
        transactions,
        new SagaEngine.Life(
            life.schema().migrate(),
            properties.writers(),
            life.start().patience(),
            life.shutdown().grace()));
  }

  @Bean
  EngineFactory amendsEngineFactory(
      SpringTransactions transactions,
      Codec codec,
      AmendsProperties properties,
      KeepProperties keep,
      Contributions contributions,
      Environment environment) {
    return new EngineFactory(
        transactions,
        codec,
        settings(properties, keep.keep(), NodeName.of(properties.node(), environment)),
        properties.callTimeout(),
        contributions);
  }

  private static EngineSettings settings(
      AmendsProperties properties, Retention.Keep keep, String node) {
    Duration journals = keep.journals();
    Require.longer("amends.journal.keep", "amends.lease", properties.lease(), journals);
    Require.longer(
        "amends.journal.keep", "amends.late-look-after", properties.lateLookAfter(), journals);
    Duration fifth = properties.lease().dividedBy(5);
    Duration sweep = properties.sweepEvery().compareTo(fifth) < 0 ? properties.sweepEvery() : fifth;
    return new EngineSettings(
        node,
        properties.lease(),
        sweep,
        properties.mailEvery(),
        properties.forgottenAfter(),
        properties.dormantAbove(),
        properties.workers(),
        properties.driving(),
        (int) properties.payloadLimit().toBytes(),
        properties.lateLookAfter(),
        properties.patienceGrace(),
        keep,
        properties.planGoneAfter());
  }

  @Bean
  @ConditionalOnMissingBean
  Sagas sagas(
      SagaEngine engine, SpringTransactions transactions, ObjectProvider<SagaStarts> starts) {
    return new EngineBackedSagas(engine, transactions, starts.getIfUnique(SagaStarts::plain));
  }

  @Bean
  @ConditionalOnMissingBean
  Operator sagaOperator(SagaEngine engine) {
    return new EngineBackedOperator(engine);
  }

  @Bean
  @ConditionalOnMissingBean
  SagaQuery sagaQuery(SagaEngine engine) {
    return new EngineBackedQuery(engine);
  }
}
