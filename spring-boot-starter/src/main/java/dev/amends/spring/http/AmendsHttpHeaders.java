package dev.amends.spring.http;

import dev.amends.action.Run;
import dev.amends.spi.Invocation;
import dev.amends.spring.CurrentInvocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The headers by which another side can tell attempts of one step apart from new requests, and a
 * late node from the present one. RestClients of the starter and clients made by {@link
 * AttemptHttpClient} send them; other clients take them from {@link #current}.
 *
 * <p>All requests of one attempt carry the same key. A step makes one changing request; one that
 * makes several gives each a key of its own, which is then left as it is.
 */
public final class AmendsHttpHeaders {
  /** The step's idempotency key, on requests that change something. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** How often the saga has changed hands; a request with a smaller number is from a late node. */
  public static final String FENCE = "Amends-Fence";

  /** What belongs together across services. */
  public static final String CORRELATION_ID = "X-Correlation-Id";

  /** Name of the correlation id in the logging context and in a saga's context. */
  public static final String CORRELATION_ID_KEY = "correlationId";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private AmendsHttpHeaders() {}

  /** The headers for a changing request made now, on this thread. */
  public static Map<String, String> current() {
    return current("POST");
  }

  /**
   * The headers for a request made now, on this thread.
   *
   * @param method HTTP method; safe ones have no idempotency key
   */
  public static Map<String, String> current(String method) {
    Map<String, String> headers = new LinkedHashMap<>();
    @Nullable Run<?> run = CurrentInvocation.get().<Run<?>>map(Invocation::run).orElse(null);
    if (run != null) {
      if (!SAFE.contains(method)) {
        headers.put(IDEMPOTENCY_KEY, run.idempotencyKey());
      }
      headers.put(FENCE, Integer.toString(run.fence()));
    }
    String correlation = correlationId(run);
    if (correlation != null) {
      headers.put(CORRELATION_ID, correlation);
    }
    return headers;
  }

  private static @Nullable String correlationId(@Nullable Run<?> run) {
    String captured = run == null ? null : run.context().get(CORRELATION_ID_KEY);
    return captured == null ? MDC.get(CORRELATION_ID_KEY) : captured;
  }
}
