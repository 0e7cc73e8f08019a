package dev.amends.console;

import dev.amends.Sagas;
import dev.amends.operator.Operator;
import dev.amends.query.SagaQuery;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with what the console needs of an engine, written by hand. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class FakeEngine {
  @Bean
  Sagas sagas() {
    return new FakeSagas();
  }

  @Bean
  FakeOperator operator() {
    return new FakeOperator();
  }

  @Bean
  FakeQuery query() {
    return new FakeQuery();
  }

  static FakeQuery query(Server server) {
    return (FakeQuery) server.bean(SagaQuery.class);
  }

  static FakeOperator operator(Server server) {
    return (FakeOperator) server.bean(Operator.class);
  }
}
