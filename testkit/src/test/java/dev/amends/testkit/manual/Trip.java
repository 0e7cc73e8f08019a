package dev.amends.testkit.manual;

import static dev.amends.definition.Retry.backoff;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import java.util.ArrayList;
import java.util.List;

/** Books a hotel, then waits to be paid. */
final class Trip implements SagaDefinition<String, String> {
  final List<String> hotel = new ArrayList<>();
  int failures;

  @Override
  public String name() {
    return "trip";
  }

  @Override
  public void define(SagaBuilder<String, String> saga) {
    var booked =
        saga.remote("hotel", String.class, run -> book(run.input()))
            .idempotent()
            .compensateUnknown(run -> hotel.remove(run.input()))
            .retry(backoff(ofSeconds(2), ofSeconds(10)).attempts(3))
            .timeout(ofMillis(500));
    saga.await("paid", String.class, ofHours(6));
    saga.returns(String.class, run -> run.get(booked));
  }

  private String book(String who) {
    if (failures > 0) {
      failures--;
      throw new OutcomeException(Outcome.notSent(Failure.of("down", "not there")), "not there");
    }
    hotel.add(who);
    return "room of " + who;
  }
}
