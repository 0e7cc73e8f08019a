package dev.amends.spring.observe;

import dev.amends.spi.ContextCapture;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;

/**
 * Captures the trace that a saga is started in, in the headers that the application's tracer sends
 * ({@code traceparent} by default), so that every action continues it.
 */
public final class TraceCapture implements ContextCapture {
  private final Tracer tracer;
  private final Propagator propagator;

  public TraceCapture(Tracer tracer, Propagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  @Override
  public Map<String, String> capture() {
    TraceContext trace = tracer.currentTraceContext().context();
    if (trace == null) {
      return Map.of();
    }
    Map<String, String> all = new HashMap<>();
    propagator.inject(trace, all, (carrier, name, value) -> all.put(name, value));
    // Baggage may hold anything; what is stored in clear is chosen by amends.context.mdc only.
    all.keySet().removeIf("baggage"::equalsIgnoreCase);
    return all;
  }
}
