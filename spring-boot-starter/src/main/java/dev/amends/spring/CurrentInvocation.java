package dev.amends.spring;

import dev.amends.spi.Interceptor;
import dev.amends.spi.Invocation;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The call of user code that the calling thread is executing. HTTP clients take idempotency key,
 * fence and time left from it. Threads that user code starts itself do not have it.
 */
public final class CurrentInvocation implements Interceptor {
  private static final ThreadLocal<@Nullable Attempt> CURRENT = new ThreadLocal<>();

  /** Counts the requests of one call of user code; used by its thread only. */
  private static final class Attempt {
    private final Invocation invocation;
    private int requests;

    Attempt(Invocation invocation) {
      this.invocation = invocation;
    }
  }

  /** The call in hand; empty outside of actions, probes and compensations. */
  public static Optional<Invocation> get() {
    return Optional.ofNullable(CURRENT.get()).map(attempt -> attempt.invocation);
  }

  /** How many requests have left during the call in hand, as far as clients have told. */
  public static int requests() {
    Attempt attempt = CURRENT.get();
    return attempt == null ? 0 : attempt.requests;
  }

  /** Told by a client just before a request leaves. */
  public static void requestLeaves() {
    Attempt attempt = CURRENT.get();
    if (attempt != null) {
      attempt.requests++;
    }
  }

  @Override
  public <T> T around(Invocation invocation, Callable<T> next) throws Exception {
    Attempt outer = CURRENT.get();
    CURRENT.set(new Attempt(invocation));
    try {
      return next.call();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }
}
