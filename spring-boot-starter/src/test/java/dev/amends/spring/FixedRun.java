package dev.amends.spring;

import dev.amends.action.Each;
import dev.amends.action.Run;
import dev.amends.action.Step;
import dev.amends.definition.Api;
import dev.amends.plan.StepKind;
import dev.amends.spi.Invocation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A run whose every answer is given. */
public record FixedRun(
    UUID sagaId,
    String key,
    String idempotencyKey,
    int attempt,
    int fence,
    Duration timeLeft,
    Map<String, String> context)
    implements Run<String> {
  public static final Api API = new Api("shop.order", "POST", "/orders");

  public static FixedRun of(Map<String, String> context) {
    return new FixedRun(
        new UUID(1, 2), "order-1", "key-of-step-1", 1, 3, Duration.ofSeconds(30), context);
  }

  public FixedRun within(Duration left) {
    return new FixedRun(sagaId, key, idempotencyKey, attempt, fence, left, context);
  }

  public Invocation action() {
    return new Invocation("order.place", "pay", StepKind.REMOTE, Invocation.Work.ACTION, API, this);
  }

  @Override
  public String input() {
    return "input";
  }

  @Override
  public <T> T get(Step<T> step) {
    throw new IllegalStateException("No step has succeeded");
  }

  @Override
  public <T> Optional<T> find(Step<T> step) {
    return Optional.empty();
  }

  @Override
  public <E> E item(Each<E> items) {
    throw new IllegalStateException("No step is taken for items");
  }

  @Override
  public <T> Map<String, T> all(Step<T> step) {
    return Map.of();
  }
}
