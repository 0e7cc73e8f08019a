package dev.amends.systems.mattermost.http;

import dev.amends.systems.mattermost.api.Answer;
import dev.amends.systems.mattermost.api.ApiCall;
import dev.amends.systems.mattermost.api.ApiError;
import dev.amends.systems.mattermost.api.MattermostApi;
import dev.amends.systems.mattermost.fault.CallList;
import dev.amends.systems.mattermost.fault.Fault;
import dev.amends.systems.mattermost.fault.FaultPanel;
import dev.amends.systems.mattermost.fault.SeenCall;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the API answer, and carries out the fault that struck the call, if one did. A call is noted
 * as over before its answer is sent, so whoever has the answer also finds it in the list.
 */
final class ApiFront {
  private static final Logger LOG = LoggerFactory.getLogger(ApiFront.class);
  private static final String WAITING = "waiting";
  private static final String LOST = "lost";
  private static final String RESET = "reset";

  private final MattermostApi api;
  private final FaultPanel faults;
  private final CallList calls;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;

  ApiFront(
      MattermostApi api,
      FaultPanel faults,
      CallList calls,
      ScheduledExecutorService timer,
      InstantSource clock) {
    this.api = api;
    this.faults = faults;
    this.calls = calls;
    this.timer = timer;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    Optional<String> body = exchange.body();
    if (body.isEmpty()) {
      exchange.send(
          Replies.error(
              new ApiError("api.context.request_body_too_large.app_error", "Too large.", 413),
              exchange.id()));
      return;
    }
    ApiCall call =
        new ApiCall(
            exchange.method(),
            exchange.pathParts(),
            exchange.query(),
            exchange.header("Authorization").orElse(""),
            body.get());
    Optional<FaultPanel.Strike> strike = faults.strike(exchange.method(), exchange.path());
    CallList.OpenCall seen = calls.open(seen(exchange, body.get(), strike));
    Duration delay = strike.map(FaultPanel.Strike::fault).map(Fault::delay).orElse(Duration.ZERO);
    after(delay, () -> act(exchange, call, strike.map(FaultPanel.Strike::fault), seen));
  }

  private SeenCall seen(Exchange exchange, String body, Optional<FaultPanel.Strike> strike) {
    return new SeenCall(
        0,
        clock.instant().toString(),
        exchange.method(),
        exchange.path(),
        exchange.rawQuery(),
        BodyMask.mask(body),
        exchange.header("Idempotency-Key").orElse(null),
        exchange.header("Amends-Fence").orElse(null),
        WAITING,
        false,
        strike.map(FaultPanel.Strike::id).orElse(null));
  }

  private void act(Exchange exchange, ApiCall call, Optional<Fault> fault, CallList.OpenCall seen) {
    try {
      if (fault.isPresent()) {
        strike(exchange, call, fault.get(), seen);
      } else {
        answer(exchange, api.answer(call), seen);
      }
    } catch (RuntimeException e) {
      LOG.error("{} {} could not be answered", exchange.method(), exchange.path(), e);
      seen.end(500, false);
      exchange.send(
          Replies.error(
              new ApiError("simulator.failure.app_error", "The simulator failed: " + e, 500),
              exchange.id()));
    }
  }

  private void strike(Exchange exchange, ApiCall call, Fault fault, CallList.OpenCall seen) {
    Answer real = fault.effect() ? api.answer(call) : new Answer(200, "", false);
    switch (fault.mode()) {
      case DELAY -> answer(exchange, real, seen);
      case STATUS -> {
        end(exchange, seen, fault.status(), real.effect());
        exchange.send(Replies.fault(fault, exchange.id()));
      }
      case GARBAGE -> {
        end(exchange, seen, real.status(), real.effect());
        exchange.send(Replies.garbage(real.status()));
      }
      case LOSE -> {
        end(exchange, seen, LOST, real.effect());
        after(fault.hold(), exchange::drop);
      }
      case RESET -> {
        end(exchange, seen, RESET, real.effect());
        exchange.reset();
      }
    }
  }

  private static void answer(Exchange exchange, Answer answer, CallList.OpenCall seen) {
    end(exchange, seen, answer.status(), answer.effect());
    exchange.send(Replies.of(answer, exchange.id()));
  }

  private static void end(
      Exchange exchange, CallList.OpenCall seen, Object status, boolean effect) {
    LOG.debug("{} {} was answered with {}", exchange.method(), exchange.path(), status);
    seen.end(status, effect);
  }

  private void after(Duration delay, Runnable task) {
    if (delay.isZero()) {
      task.run();
      return;
    }
    ScheduledFuture<?> unused = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }
}
