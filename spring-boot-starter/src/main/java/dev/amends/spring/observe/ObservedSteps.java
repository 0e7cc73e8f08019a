package dev.amends.spring.observe;

import dev.amends.definition.Api;
import dev.amends.spi.Interceptor;
import dev.amends.spi.Invocation;
import dev.amends.spring.engine.SagaStarts;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Observes starts as {@code amends.saga} and every call of user code as {@code amends.step}. A
 * step's trace continues the one captured at its saga's start, on whichever node and after
 * whichever restart it runs: one saga is one trace.
 */
public final class ObservedSteps implements Interceptor, SagaStarts {
  private static final Set<String> TRACE_HEADERS =
      Set.of("traceparent", "b3", "x-b3-traceid", "x-b3-trace-id");

  private final ObservationRegistry registry;

  public ObservedSteps(ObservationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public <T> T around(String definition, Supplier<T> start) {
    return Objects.requireNonNull(
        Observation.createNotStarted("amends.saga", registry)
            .contextualName("saga " + definition)
            .lowCardinalityKeyValue("saga.definition", definition)
            .observe(start));
  }

  @Override
  public <T> T around(Invocation invocation, Callable<T> next) throws Exception {
    Observation observation =
        Observation.createNotStarted("amends.step", () -> context(invocation), registry)
            .contextualName(
                "%s %s"
                    .formatted(
                        invocation.work().name().toLowerCase(Locale.ROOT), invocation.step()))
            .lowCardinalityKeyValues(low(invocation))
            .highCardinalityKeyValues(high(invocation));
    return observation.observeChecked(next::call);
  }

  private static Observation.Context context(Invocation invocation) {
    Map<String, String> captured = invocation.run().context();
    boolean traced =
        captured.keySet().stream()
            .anyMatch(name -> TRACE_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
    if (!traced) {
      return new Observation.Context();
    }
    ReceiverContext<Map<String, String>> context =
        new ReceiverContext<>((carrier, name) -> carrier.get(name), Kind.CONSUMER);
    context.setCarrier(captured);
    return context;
  }

  private static KeyValues low(Invocation invocation) {
    Api api = invocation.api();
    return KeyValues.of(
        KeyValue.of("saga.type", invocation.type()),
        KeyValue.of("step", invocation.step()),
        KeyValue.of("work", invocation.work().name().toLowerCase(Locale.ROOT)),
        KeyValue.of("api", api == null ? KeyValue.NONE_VALUE : api.name()));
  }

  private static KeyValues high(Invocation invocation) {
    return KeyValues.of(
        KeyValue.of("saga.id", invocation.run().sagaId().toString()),
        KeyValue.of("attempt", Integer.toString(invocation.run().attempt())));
  }
}
