package dev.amends.spi;

import java.util.concurrent.Callable;

/**
 * Stands around every call of user code, on the thread that executes it: logging context, headers,
 * traces, circuit breakers. May refuse the call by throwing an {@link
 * dev.amends.outcome.OutcomeException} without calling on.
 */
@FunctionalInterface
public interface Interceptor {
  /** Calls on, once at most. */
  <T> T around(Invocation invocation, Callable<T> next) throws Exception;
}
