package dev.amends.testkit.engine;

import static dev.amends.definition.Retry.backoff;
import static java.time.Duration.ofMillis;

import dev.amends.definition.Recovery;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Probed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A local step, then a probed one, then a group of an idempotent and a probed one, then one that is
 * listed.
 */
final class Booking implements SagaDefinition<String, String> {
  final Outside outside;
  final Recovery recovery;
  final List<String> rows = new CopyOnWriteArrayList<>();

  Booking(Outside outside, Recovery recovery) {
    this.outside = outside;
    this.recovery = recovery;
  }

  @Override
  public String name() {
    return "booking";
  }

  @Override
  public void define(SagaBuilder<String, String> saga) {
    saga.onFailure(recovery);
    saga.local(
            "order",
            run -> {
              rows.add(run.input());
            })
        .compensate((run, done) -> rows.remove(run.input()));
    var hotel = probed(saga, "hotel");
    var car =
        saga.remote("car", String.class, run -> outside.create("car", run))
            .idempotent()
            .compensateUnknown(run -> outside.delete("car", run))
            .retry(backoff(ofMillis(5), ofMillis(20)).attempts(3));
    var train = probed(saga, "train");
    saga.together("travel", car, train);
    saga.remote("mail", String.class, run -> outside.create("mail", run))
        .probeAll(run -> outside.find("mail", run), id -> id)
        .compensate((run, id) -> outside.delete("mail", run))
        .settle(ofMillis(50))
        .retry(backoff(ofMillis(5), ofMillis(20)).attempts(3))
        .timeout(ofMillis(400));
    saga.returns(String.class, run -> run.get(hotel));
  }

  private dev.amends.definition.RemoteStep<String, String> probed(
      SagaBuilder<String, String> saga, String name) {
    return saga.remote(name, String.class, run -> outside.create(name, run))
        .probe(run -> Probed.of(outside.find(name, run).stream().findFirst()))
        .compensate((run, id) -> outside.delete(name, run))
        .settle(ofMillis(50))
        .retry(backoff(ofMillis(5), ofMillis(20)).attempts(3))
        .probing(backoff(ofMillis(5), ofMillis(20)).within(ofMillis(200)))
        .undoing(backoff(ofMillis(5), ofMillis(20)).within(ofMillis(100)))
        .timeout(ofMillis(400));
  }
}
