package dev.amends.testkit.explore;

import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.plan.PlanStep;
import dev.amends.plan.StepKind;
import dev.amends.spi.Interceptor;
import dev.amends.spi.Invocation;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands around a node's calls of user code: each is a point. */
final class NodeCalls implements Interceptor {
  private static final Logger log = LoggerFactory.getLogger(NodeCalls.class);

  private final Cast cast;
  private final Director director;
  private final ExploredNode node;

  NodeCalls(Cast cast, Director director, ExploredNode node) {
    this.cast = cast;
    this.director = director;
    this.node = node;
  }

  @Override
  public <T> T around(Invocation invocation, Callable<T> next) throws Exception {
    node.enter();
    try {
      checkNotGone();
      PlanStep step = cast.step(invocation.type(), invocation.step()).orElse(null);
      if (step == null) {
        return call("late look", PointKind.LATE_LOOK, invocation, next);
      }
      return ofStep(step, invocation, next);
    } finally {
      node.leave();
    }
  }

  private <T> T ofStep(PlanStep step, Invocation invocation, Callable<T> next) throws Exception {
    String site = site(invocation);
    switch (invocation.work()) {
      case ACTION -> {
        if (director.refuses(step.name())) {
          log(invocation, false);
          throw refusal(step);
        }
        boolean mayBeLate = step.safety().probed() && !step.policies().settle().isZero();
        return call(
            site, kind(step, mayBeLate ? PointKind.PROBED : PointKind.REMOTE), invocation, next);
      }
      case PROBE -> {
        T seen = call(site, PointKind.LOOK, invocation, next);
        Runnable late = director.arriving(step.name(), Quick.LATEST.toNanos());
        if (late != null) {
          late.run();
        }
        return seen;
      }
      case UNDO -> {
        return call(site, kind(step, PointKind.REMOTE), invocation, next);
      }
    }
    throw new IllegalStateException("Nothing is known of " + invocation.work());
  }

  private static PointKind kind(PlanStep step, PointKind remote) {
    return step.kind() == StepKind.LOCAL ? PointKind.LOCAL : remote;
  }

  private static String site(Invocation invocation) {
    String work =
        switch (invocation.work()) {
          case ACTION -> "action";
          case PROBE -> "probe";
          case UNDO -> "undo";
        };
    return "%s of '%s'".formatted(work, invocation.step());
  }

  private RuntimeException refusal(PlanStep step) {
    String message = "Refused for good, as the scenario has it.";
    return step.kind() == StepKind.LOCAL
        ? new InjectedFailure(message)
        : new OutcomeException(
            Outcome.rejected(new Failure("explorer.refused", message, 422, null)), message);
  }

  private <T> T call(String site, PointKind kind, Invocation invocation, Callable<T> next)
      throws Exception {
    Injection injection = node.pass(site, kind, "");
    if (injection != null && injection.moment() == Moment.BEFORE) {
      log(invocation, false);
      if (injection.fault() == FaultKind.LATE) {
        director.late(invocation.step(), () -> arrive(invocation, next));
      }
      throw thrown(injection, kind);
    }
    log(invocation, true);
    T result = next.call();
    if (injection != null) {
      throw thrown(injection, kind);
    }
    checkNotGone();
    return result;
  }

  private static void arrive(Invocation invocation, Callable<?> request) {
    try {
      Object unheard = request.call();
      log.debug("A late call of '{}' gave {}", invocation.step(), unheard);
    } catch (Exception unheard) {
      log.debug("A late call of '{}' failed", invocation.step(), unheard);
    }
  }

  private Exception thrown(Injection injection, PointKind kind) {
    return switch (injection.fault()) {
      case CRASH -> {
        node.die();
        throw new NodeGone();
      }
      case TIMEOUT, LATE, LOST_ANSWER ->
          kind == PointKind.LOCAL
              ? Bracket.unavailable()
              : new HttpTimeoutException("no answer in time (injected)");
      case ERROR, STOP -> new InjectedFailure("something went wrong (injected)");
    };
  }

  private void log(Invocation invocation, boolean reached) {
    if (invocation.type().equals(cast.plan().type())) {
      String key = invocation.run().idempotencyKey();
      director.called(new Call(invocation.step(), invocation.work(), key, reached));
    }
  }

  private void checkNotGone() {
    if (node.gone()) {
      throw new NodeGone();
    }
  }
}
