package dev.amends.internal.look;

import dev.amends.internal.call.Payloads;
import dev.amends.internal.call.Subject;
import dev.amends.internal.plans.Plans;
import dev.amends.internal.write.SagaNumbers;
import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaIds;
import dev.amends.plan.Plan;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Plans late looks: each a saga of its own, born with the end of the one that it is about. */
public final class LateLooks {
  private final Plans plans;
  private final Payloads payloads;
  private final SagaNumbers numbers;
  private final Duration after;

  public LateLooks(Plans plans, Payloads payloads, SagaNumbers numbers, Duration after) {
    this.plans = plans;
    this.payloads = payloads;
    this.numbers = numbers;
    this.after = after;
  }

  /** The appends that start one look a step. */
  public List<Append> appends(
      Subject subject, Plan plan, List<Integer> steps, Instant at, Supplier<Stamp> stamps) {
    Plan look = plans.byType(LateLook.TYPE).orElseThrow();
    List<Append> appends = new ArrayList<>();
    for (int step : steps) {
      LookAt input = new LookAt(subject.id(), plan.step(step).name());
      Fact started =
          new Fact.Started(
              payloads.encode(input, look.input(), () -> "a look"), Map.of(), null, null);
      SagaAddress address = numbers.next(at);
      NewSaga saga =
          new NewSaga(
              address, SagaIds.of(address.number(), at), look.type(), null, null, look.hash(), at);
      Stamp stamp = stamps.get();
      appends.add(
          Append.of(
                  address,
                  1,
                  stamp.writer(),
                  stamp.number(),
                  at,
                  FactCodec.encode(List.of(started)))
              .with(new Change.Open(saga, null, at.plus(after))));
    }
    return appends;
  }
}
