package dev.amends.spring.http;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.RunResult;
import dev.amends.Sagas;
import dev.amends.error.InsideTransactionException;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;
import dev.amends.spring.app.Apps;
import dev.amends.spring.app.PlaceOrder;
import dev.amends.spring.app.PlaceOrder.Charge;
import dev.amends.spring.app.PlaceOrder.NewOrder;
import dev.amends.spring.resilience.ApiProtection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.registry.ImportHttpServices;

/** A saga's calls as another side sees them, with the application's own client beans. */
class CallsFromSagasTest {
  /** Payments by an interface, in a group of its own. */
  public interface PaymentsApi {
    @PostExchange("/charges")
    Charge charge(@RequestBody NewOrder order);

    @DeleteExchange("/charges/{id}")
    void refund(@PathVariable String id);
  }

  @Configuration(proxyBeanMethods = false)
  @ImportHttpServices(group = "pay", types = PaymentsApi.class)
  static class Shop {
    @Bean
    PlaceOrder placeOrder(JdbcTemplate jdbc, PaymentsApi api) {
      PlaceOrder.createTable(jdbc);
      return new PlaceOrder(
          jdbc,
          new PlaceOrder.Payments() {
            @Override
            public Charge charge(NewOrder order) {
              return api.charge(order);
            }

            @Override
            public void refund(Charge charge) {
              api.refund(charge.id());
            }
          });
    }
  }

  private static ApplicationContextRunner shop(SocketServer server) {
    return Apps.plain()
        .withConfiguration(
            AutoConfigurations.of(
                JacksonAutoConfiguration.class,
                HttpMessageConvertersAutoConfiguration.class,
                org.springframework.boot.http.client.autoconfigure.service
                    .HttpServiceClientPropertiesAutoConfiguration.class,
                HttpServiceClientAutoConfiguration.class))
        .withPropertyValues("spring.http.serviceclient.pay.base-url=" + server.url())
        .withUserConfiguration(Shop.class);
  }

  private static final String JSON = "Content-Type: application/json\r\n";

  @Tag("guarantee-remote")
  @Test
  void everyAttemptIsOneRequestWithTheSameKey() throws Exception {
    try (SocketServer server =
        new SocketServer(
            exchange ->
                exchange.number() < 3
                    ? exchange.answer(429, "Retry-After: 0\r\n", "")
                    : exchange.answer(201, JSON, "{\"id\":\"c1\"}"))) {
      shop(server)
          .run(
              context -> {
                MDC.put("correlationId", "corr-1");
                RunResult<String> result =
                    context
                        .getBean(Sagas.class)
                        .run(PlaceOrder.class, "k1", new NewOrder("o1", 5), ofSeconds(10));
                MDC.clear();
                assertThat(result.orThrow()).isEqualTo("c1");
                List<SocketServer.Exchange> requests = server.requests();
                assertThat(requests).hasSize(3);
                assertThat(requests)
                    .extracting(request -> request.header("Idempotency-Key"))
                    .doesNotContainNull()
                    .containsOnly(requests.get(0).header("Idempotency-Key"));
                assertThat(requests)
                    .allSatisfy(
                        request -> {
                          assertThat(request.line()).isEqualTo("POST /charges HTTP/1.1");
                          assertThat(request.header("Amends-Fence")).isNotNull();
                          assertThat(request.header("X-Correlation-Id")).isEqualTo("corr-1");
                        });
              });
    }
  }

  @Test
  void aRefusalIsShownInTheOtherSidesWords() throws Exception {
    try (SocketServer server =
        new SocketServer(
            exchange ->
                exchange.answer(422, JSON, "{\"id\":\"pay.no_funds\",\"message\":\"no funds\"}"))) {
      shop(server)
          .run(
              context -> {
                Sagas sagas = context.getBean(Sagas.class);
                RunResult<String> result =
                    sagas.run(PlaceOrder.class, "k1", new NewOrder("o1", 5), ofSeconds(10));
                assertThat(result)
                    .isInstanceOfSatisfying(
                        RunResult.Undone.class,
                        undone -> {
                          assertThat(undone.step()).isEqualTo("charge");
                          assertThat(undone.cause().remoteCode()).isEqualTo("pay.no_funds");
                          assertThat(undone.cause().httpStatus()).isEqualTo(422);
                        });
                SagaView saga = sagas.find(PlaceOrder.class, "k1").orElseThrow();
                assertThat(saga.step("charge").map(StepView::attempts)).contains(1);
                assertThat(server.requests()).hasSize(1);
              });
    }
  }

  @Test
  void aRedirectIsNoSuccess() throws Exception {
    try (SocketServer elsewhere = new SocketServer(exchange -> exchange.answer(200, JSON, "{}"));
        SocketServer server =
            new SocketServer(
                exchange ->
                    exchange.answer(307, "Location: " + elsewhere.url() + "/charges\r\n", ""))) {
      shop(server)
          .run(
              context -> {
                RunResult<String> result =
                    context
                        .getBean(Sagas.class)
                        .run(PlaceOrder.class, "k1", new NewOrder("o1", 5), ofSeconds(10));
                assertThat(result).isNotInstanceOf(RunResult.Succeeded.class);
                assertThat(elsewhere.requests()).isEmpty();
              });
    }
  }

  @Tag("guarantee-connections")
  @Test
  void aCallInATransactionIsRefusedBeforeItLeaves() throws Exception {
    try (SocketServer server = new SocketServer(exchange -> exchange.answer(200, "", ""))) {
      shop(server)
          .run(
              context -> {
                RestClient client = context.getBean(RestClient.Builder.class).build();
                TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
                assertThatThrownBy(
                        () ->
                            transaction.executeWithoutResult(
                                status ->
                                    client.get().uri(server.url()).retrieve().toBodilessEntity()))
                    .isInstanceOf(InsideTransactionException.class)
                    .hasMessageContaining("GET 127.0.0.1");
                assertThat(server.requests()).isEmpty();
                client.get().uri(server.url()).retrieve().toBodilessEntity();
                assertThat(server.requests()).hasSize(1);
              });
      shop(server)
          .withPropertyValues("amends.guard=off")
          .run(
              context -> {
                RestClient client = context.getBean(RestClient.Builder.class).build();
                new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(
                        status -> client.get().uri(server.url()).retrieve().toBodilessEntity());
                assertThat(server.requests()).hasSize(2);
              });
    }
  }

  @Test
  void anApisCircuitOpensAndItsSagasAreUndoneWithoutFurtherRequests() throws Exception {
    try (SocketServer server = new SocketServer(exchange -> exchange.answer(429, "", ""))) {
      shop(server)
          .withPropertyValues(
              "amends.apis[pay.charge].breaker.window=4",
              "amends.apis[pay.charge].breaker.minimum-calls=4",
              "amends.apis[pay.charge].breaker.open=1h")
          .run(
              context -> {
                Sagas sagas = context.getBean(Sagas.class);
                for (int i = 0; i < 3; i++) {
                  sagas.start(PlaceOrder.class, "k" + i, new NewOrder("o" + i, 5));
                }
                org.awaitility.Awaitility.await()
                    .untilAsserted(
                        () ->
                            assertThat(context.getBean(ApiProtection.class).states())
                                .isEqualTo(Map.of("pay.charge", "OPEN")));
                assertThat(server.requests().size()).isBetween(4, 6);
              });
    }
  }

  @Test
  void theApplicationsClassifiersAreAskedFirst() throws Exception {
    try (SocketServer server = new SocketServer(exchange -> exchange.answer(200, "", ""))) {
      shop(server)
          .withBean("own", OutcomeClassifier.class, () -> thrown -> Optional.empty())
          .run(
              context ->
                  assertThat(context.getBeanProvider(OutcomeClassifier.class).orderedStream())
                      .hasSize(3)
                      .satisfies(
                          all -> {
                            assertThat(all.get(0)).isSameAs(context.getBean("own"));
                            assertThat(all.get(1)).isInstanceOf(RestClientClassifier.class);
                            assertThat(all.get(2)).isInstanceOf(BrokenExchangeClassifier.class);
                          }));
    }
  }

  @Test
  void theApplicationsChoiceOfClientHolds() throws Exception {
    try (SocketServer server = new SocketServer(exchange -> exchange.answer(200, "", ""))) {
      shop(server)
          .run(
              context ->
                  assertThat(context.getBean(ClientHttpRequestFactory.class))
                      .isInstanceOf(AttemptRequestFactory.class));
      shop(server)
          .withPropertyValues("spring.http.clients.imperative.factory=simple")
          .run(
              context ->
                  assertThat(context.getBean(ClientHttpRequestFactory.class))
                      .isNotInstanceOf(AttemptRequestFactory.class));
    }
  }
}
