package dev.amends.spring.resilience;

import dev.amends.definition.Api;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.outcome.OutcomeException;
import dev.amends.spi.Interceptor;
import dev.amends.spi.Invocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Stands in front of the calls of each API: lets only so many through at once, and none while its
 * circuit is open. Refused calls count as not sent, with the time after which it is worth trying
 * again. An API's actions, probes and compensations have a circuit each, since they call different
 * things, and share one bulkhead. A call counts as a failure of the API when its outcome is Unknown
 * or NotSent; a refusal by the other side is an answer, so that it does not. Safe for many threads.
 */
public final class ApiProtection implements Interceptor {
  /** Minimum wait after a full bulkhead, so that what was refused does not come straight back. */
  private static final Duration AFTER_FULL = Duration.ofSeconds(2);

  private final Function<String, ApiPolicy> policies;
  private final List<OutcomeClassifier> classifiers;
  private final ApiCircuits circuits;
  private final ApiBulkheads bulkheads;
  private final ConcurrentMap<String, ApiPolicy> known = new ConcurrentHashMap<>();

  /**
   * Protection by these policies.
   *
   * @param policies the policy of an API by its name; asked once for each
   * @param classifiers how the engine reads exceptions, in its order
   */
  public ApiProtection(
      Function<String, ApiPolicy> policies,
      List<OutcomeClassifier> classifiers,
      ApiCircuits circuits,
      ApiBulkheads bulkheads) {
    this.policies = policies;
    this.classifiers = List.copyOf(classifiers);
    this.circuits = circuits;
    this.bulkheads = bulkheads;
  }

  @Override
  public <T> T around(Invocation invocation, Callable<T> next) throws Exception {
    Api api = invocation.api();
    if (api == null) {
      return next.call();
    }
    ApiPolicy policy = known.computeIfAbsent(api.name(), policies);
    Callable<T> guarded =
        policy.breaker() ? () -> behindCircuit(api, invocation.work(), policy, next) : next;
    if (!policy.bulkhead()) {
      return guarded.call();
    }
    if (!bulkheads.enter(api.name(), policy, invocation.run().timeLeft())) {
      throw refused(
          "bulkhead.full",
          "%d calls of '%s' are under way on this node"
              .formatted(policy.maxConcurrent(), api.name()),
          AFTER_FULL);
    }
    try {
      return guarded.call();
    } finally {
      bulkheads.leave(api.name());
    }
  }

  private <T> T behindCircuit(Api api, Invocation.Work work, ApiPolicy policy, Callable<T> next)
      throws Exception {
    ApiCircuits.Circuit circuit = circuits.of(name(api, work), policy);
    if (!circuit.tryEnter()) {
      throw refused(
          "circuit.open",
          "The circuit of '%s' is open on this node, because its last calls failed"
              .formatted(api.name()),
          circuit.remaining());
    }
    long begin = System.nanoTime();
    boolean failed = true;
    try {
      T value = next.call();
      failed = false;
      return value;
    } catch (Exception thrown) {
      failed = failure(thrown);
      throw thrown;
    } finally {
      circuit.left(System.nanoTime() - begin, failed);
    }
  }

  /** State of each circuit by API, with {@code /probe} or {@code /undo} for those of an API. */
  public Map<String, String> states() {
    return new TreeMap<>(circuits.states());
  }

  private static String name(Api api, Invocation.Work work) {
    return switch (work) {
      case ACTION -> api.name();
      case PROBE -> api.name() + "/probe";
      case UNDO -> api.name() + "/undo";
    };
  }

  private boolean failure(Exception thrown) {
    Outcome outcome = OutcomeClassifier.classify(classifiers, thrown);
    return outcome instanceof Outcome.Unknown || outcome instanceof Outcome.NotSent;
  }

  private static OutcomeException refused(String code, String message, Duration after) {
    return new OutcomeException(new Outcome.NotSent(Failure.of(code, message), after), message);
  }
}
