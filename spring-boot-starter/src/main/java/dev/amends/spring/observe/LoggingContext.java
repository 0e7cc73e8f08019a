package dev.amends.spring.observe;

import dev.amends.spi.ContextCapture;
import dev.amends.spi.Interceptor;
import dev.amends.spi.Invocation;
import dev.amends.spring.http.AmendsHttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Carries the correlation id and chosen keys of the logging context from the start of a saga to
 * every action of it, also after a restart. Actions also have {@code sagaId}, {@code sagaType} and
 * {@code sagaStep} in theirs. A saga that is started without a correlation id gets one.
 */
public final class LoggingContext implements ContextCapture, Interceptor {
  /** Longest value that is captured; a longer one is cut. */
  public static final int MAX_VALUE = 500;

  private static final String SAGA_ID = "sagaId";
  private static final String SAGA_TYPE = "sagaType";
  private static final String SAGA_STEP = "sagaStep";

  private final List<String> keys;

  /**
   * A logging context.
   *
   * @param keys further keys than the correlation id
   */
  public LoggingContext(List<String> keys) {
    List<String> all = new ArrayList<>(keys);
    all.remove(AmendsHttpHeaders.CORRELATION_ID_KEY);
    this.keys = List.copyOf(all);
  }

  @Override
  public Map<String, String> capture() {
    Map<String, String> captured = new HashMap<>();
    String correlation = MDC.get(AmendsHttpHeaders.CORRELATION_ID_KEY);
    captured.put(
        AmendsHttpHeaders.CORRELATION_ID_KEY,
        correlation == null ? UUID.randomUUID().toString() : cut(correlation));
    for (String key : keys) {
      String value = MDC.get(key);
      if (value != null) {
        captured.put(key, cut(value));
      }
    }
    return captured;
  }

  private static String cut(String value) {
    return value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value;
  }

  @Override
  public <T> T around(Invocation invocation, Callable<T> next) throws Exception {
    Map<String, @Nullable String> before = new HashMap<>();
    Map<String, String> context = invocation.run().context();
    String correlation = context.get(AmendsHttpHeaders.CORRELATION_ID_KEY);
    put(AmendsHttpHeaders.CORRELATION_ID_KEY, correlation, before);
    keys.forEach(key -> put(key, context.get(key), before));
    put(SAGA_ID, invocation.run().sagaId().toString(), before);
    put(SAGA_TYPE, invocation.type(), before);
    put(SAGA_STEP, invocation.step(), before);
    try {
      return next.call();
    } finally {
      before.forEach(LoggingContext::set);
    }
  }

  private static void put(
      String key, @Nullable String value, Map<String, @Nullable String> before) {
    before.put(key, MDC.get(key));
    set(key, value);
  }

  private static void set(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }
}
