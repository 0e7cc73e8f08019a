package dev.amends.spring.observe;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.Sagas;
import dev.amends.journal.SagaStatus;
import dev.amends.query.SagaView;
import dev.amends.spring.app.Apps;
import dev.amends.spring.app.PlaceOrder;
import dev.amends.spring.app.PlaceOrder.Charge;
import dev.amends.spring.app.PlaceOrder.NewOrder;
import dev.amends.spring.app.ShopConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Trace, correlation id, actor, metrics and health of sagas, also across a restart. */
class OneTraceTest {
  /** Spans that have ended, of all applications of this test. */
  private static final class Spans implements SpanExporter {
    final List<SpanData> ended = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      ended.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final Spans SPANS = new Spans();
  private static final SdkTracerProvider PROVIDER =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(SPANS)).build();

  @Configuration(proxyBeanMethods = false)
  static class Observability {
    @Bean
    Tracer tracer() {
      return new OtelTracer(PROVIDER.get("test"), new OtelCurrentTraceContext(), event -> {});
    }

    @Bean
    Propagator propagator() {
      return new OtelPropagator(
          ContextPropagators.create(W3CTraceContextPropagator.getInstance()), PROVIDER.get("test"));
    }

    @Bean
    ObservationRegistry observations(Tracer tracer, Propagator propagator) {
      ObservationRegistry registry = ObservationRegistry.create();
      registry
          .observationConfig()
          .observationHandler(
              new io.micrometer.observation.ObservationHandler
                  .FirstMatchingCompositeObservationHandler(
                  new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                  new DefaultTracingObservationHandler(tracer)));
      return registry;
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  private static ApplicationContextRunner shop(String database) {
    return Apps.plain()
        .withPropertyValues(
            "spring.datasource.url=" + database,
            "amends.context.mdc=tenant",
            "amends.lease=1s",
            "amends.shutdown.grace=0s")
        .withUserConfiguration(Observability.class, ShopConfiguration.class);
  }

  @BeforeEach
  void noSpans() {
    SPANS.ended.clear();
  }

  @Test
  void aSagaIsOneTraceAcrossARestart() {
    String database = Apps.newDatabase();
    Map<String, String> seen = new ConcurrentHashMap<>();
    String[] trace = new String[1];
    shop(database)
        .run(
            context -> {
              context.getBean(ShopConfiguration.PaymentDesk.class).answer =
                  order -> {
                    // Whoever starts next sees the saga through.
                    throw new dev.amends.outcome.OutcomeException(
                        new dev.amends.outcome.Outcome.NotSent(
                            dev.amends.outcome.Failure.of("x", "x"), ofSeconds(2)),
                        "later");
                  };
              MDC.put("correlationId", "corr-7");
              MDC.put("tenant", "north");
              SecurityContextHolder.getContext()
                  .setAuthentication(
                      UsernamePasswordAuthenticationToken.authenticated("ann", "", List.of()));
              Observation.createNotStarted("request", context.getBean(ObservationRegistry.class))
                  .observe(
                      () -> {
                        trace[0] = context.getBean(Tracer.class).currentSpan().context().traceId();
                        context
                            .getBean(Sagas.class)
                            .start(PlaceOrder.class, "k1", new NewOrder("o1", 5));
                      });
              MDC.clear();
              SecurityContextHolder.clearContext();
              await()
                  .until(
                      () ->
                          SPANS.ended.stream().anyMatch(span -> span.getName().contains("charge")));
            });
    shop(database)
        .run(
            context -> {
              context.getBean(ShopConfiguration.PaymentDesk.class).answer =
                  order -> {
                    seen.putAll(MDC.getCopyOfContextMap());
                    return new Charge("c");
                  };
              Sagas sagas = context.getBean(Sagas.class);
              await()
                  .atMost(ofSeconds(30))
                  .until(
                      () ->
                          sagas.find(PlaceOrder.class, "k1").map(SagaView::status).orElse(null)
                              == SagaStatus.SUCCEEDED);
              SagaView saga = sagas.find(PlaceOrder.class, "k1").orElseThrow();
              assertThat(saga.context())
                  .containsEntry("correlationId", "corr-7")
                  .containsEntry("tenant", "north")
                  .containsEntry("actor", "ann")
                  .containsKey("traceparent");
              assertThat(seen)
                  .containsEntry("correlationId", "corr-7")
                  .containsEntry("tenant", "north")
                  .containsEntry("sagaStep", "charge")
                  .containsEntry("sagaId", saga.id().toString());
            });
    assertThat(SPANS.ended.stream().map(SpanData::getName))
        .contains("request", "saga PlaceOrder", "action insert", "action charge", "action confirm");
    assertThat(SPANS.ended).allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(trace[0]));
    assertThat(SPANS.ended.stream().filter(span -> span.getName().equals("action charge")))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(MDC.get("correlationId")).isNull();
  }

  @Test
  void sagasAreCounted() {
    shop(Apps.newDatabase())
        .run(
            context -> {
              Sagas sagas = context.getBean(Sagas.class);
              sagas.run(PlaceOrder.class, "k1", new NewOrder("o1", 5), ofSeconds(10)).orThrow();
              MeterRegistry meters = context.getBean(MeterRegistry.class);
              assertThat(
                      meters
                          .get("amends.sagas.started")
                          .tag("type", "order.place")
                          .counter()
                          .count())
                  .isEqualTo(1);
              await()
                  .untilAsserted(
                      () ->
                          assertThat(
                                  meters
                                      .get("amends.sagas.settled")
                                      .tags("type", "order.place", "status", "succeeded")
                                      .timer()
                                      .count())
                              .isEqualTo(1));
              assertThat(
                      meters
                          .get("amends.calls")
                          .tags("step", "charge", "api", "pay.charge", "outcome", "success")
                          .timer()
                          .count())
                  .isEqualTo(1);
              assertThat(
                      meters.get("amends.sagas.unfinished").tag("status", "parked").gauge().value())
                  .isZero();
              assertThat(meters.get("amends.engine.leased").gauge().value()).isEqualTo(1);
              assertThat(meters.getMeters())
                  .allSatisfy(
                      meter ->
                          assertThat(meter.getId().getTags().toString())
                              .doesNotContain("k1", "o1"));
            });
  }

  @Test
  void healthSaysHowTheEngineIs() {
    shop(Apps.newDatabase())
        .run(
            context -> {
              Health health = context.getBean(SagaHealth.class).health();
              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(health.getDetails())
                  .containsEntry("phase", "running")
                  .containsEntry("leased", true)
                  .containsEntry("parked", 0L)
                  .containsKeys("databaseTime", "driving", "incarnation");
            });
  }

  @Test
  void aSagaWithoutACorrelationIdGetsOne() {
    shop(Apps.newDatabase())
        .run(
            context -> {
              Sagas sagas = context.getBean(Sagas.class);
              sagas.run(PlaceOrder.class, "k1", new NewOrder("o1", 5), ofSeconds(10)).orThrow();
              assertThat(
                      sagas
                          .find(PlaceOrder.class, "k1")
                          .orElseThrow()
                          .context()
                          .get("correlationId"))
                  .hasSize(36);
            });
  }
}
