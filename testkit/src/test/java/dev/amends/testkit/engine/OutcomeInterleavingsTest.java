package dev.amends.testkit.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.RunResult;
import dev.amends.definition.Recovery;
import dev.amends.definition.Retry;
import dev.amends.journal.Actor;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.operator.Answer;
import dev.amends.operator.Order;
import dev.amends.outcome.Probed;
import dev.amends.testkit.engine.Outside.Mood;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Outcomes of remote calls, groups, cancels and deadlines: parts (c), (d) and (g) of the
 * interleavings behind the rules.
 */
@Timeout(90)
class OutcomeInterleavingsTest extends Cluster {
  private static final Actor KIM = Actor.of("kim");

  private Order order(String key) {
    return Order.on(row(key).id(), KIM, "because");
  }

  // C2
  @Tag("C2")
  @Test
  void aRejectionAfterALostAnswerProvesNothing() {
    outside.next("create call", Mood.LOSE_ANSWER, Mood.REJECT);
    Node a = node(saga -> idempotent(saga, "call"));
    start(a, "k");
    settles("k", SagaStatus.COMPENSATED);
    assertThat(outside.effects("call")).isEmpty();
    assertThat(logged("delete call")).isEqualTo(1);
  }

  // C2
  @Tag("C2")
  @Test
  void aRejectionAfterALostAnswerIsLookedInto() {
    outside.next("create call", Mood.LOSE_REQUEST, Mood.LOSE_ANSWER, Mood.REJECT);
    Node a = node(saga -> probed(saga, "call"));
    start(a, "k");
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.effects("call")).hasSize(1);
    assertThat(logged("create call")).as("the third would have been refused").isEqualTo(2);
  }

  // C3
  @Tag("C3")
  @Test
  void absenceCountsOnlyOnceTheCallHasSettled() {
    outside.next("create call", Mood.LOSE_REQUEST);
    AtomicInteger looks = new AtomicInteger();
    Node a =
        node(
            saga ->
                saga.remote("call", String.class, run -> outside.create("call", run))
                    .probe(
                        run -> {
                          List<String> found = outside.find("call", run);
                          if (looks.incrementAndGet() == 1) {
                            outside.add("call", "call-" + run.sagaId());
                          }
                          return Probed.of(found.stream().findFirst());
                        })
                    .nothingToUndo()
                    .settle(ofMillis(400)));
    start(a, "k");
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.effects("call")).as("slow, and not repeated").hasSize(1);
    assertThat(logged("create call")).isEqualTo(1);
  }

  // C5
  @Tag("C5")
  @Test
  void anUnknownStepIsLookedForAndUndoneWithItsResult() {
    List<String> undone = new CopyOnWriteArrayList<>();
    outside.next("create car", Mood.REJECT);
    outside.next("create train", Mood.LOSE_ANSWER);
    Node a =
        node(
            saga -> {
              var car = idempotent(saga, "car");
              var train =
                  saga.remote("train", String.class, run -> outside.create("train", run))
                      .probe(run -> Probed.of(outside.find("train", run).stream().findFirst()))
                      .compensate((run, id) -> undone.add(id))
                      .settle(ofMillis(50));
              saga.together("travel", car, train);
            });
    start(a, "k");
    settles("k", SagaStatus.COMPENSATED);
    assertThat(undone).containsExactly("train-" + row("k").id());
  }

  // C5
  @Tag("C5")
  @Test
  void aStepOfWhichNobodyKnowsIsUndoneByItsKeyAlone() {
    List<String> undone = new CopyOnWriteArrayList<>();
    outside.next("create call", Mood.LOSE_ANSWER, Mood.LOSE_ANSWER, Mood.LOSE_ANSWER);
    Node a =
        node(
            saga ->
                saga.remote("call", String.class, run -> outside.create("call", run))
                    .idempotent()
                    .compensate((run, id) -> undone.add("with " + id))
                    .compensateUnknown(run -> undone.add("by key"))
                    .retry(QUICK));
    start(a, "k");
    settles("k", SagaStatus.COMPENSATED);
    assertThat(undone).containsExactly("by key");
  }

  // C6
  @Tag("C6")
  @Test
  void anEffectThatComesAfterItsUndoIsUndoneByALateLook() {
    outside.next("create call", Mood.NOT_SENT, Mood.LOSE_REQUEST);
    Gate first = new Gate();
    Gate late = new Gate();
    AtomicInteger looks = new AtomicInteger();
    Node a =
        node(
            saga ->
                saga.remote("call", String.class, run -> outside.create("call", run))
                    .probe(
                        run -> {
                          (looks.incrementAndGet() == 1 ? first : late).pass();
                          return Probed.of(outside.find("call", run).stream().findFirst());
                        })
                    .compensate((run, id) -> outside.delete("call", run))
                    .settle(Duration.ZERO)
                    .retry(QUICK));
    start(a, "k");
    eventually(first::reached);
    assertThat(a.amends.operator().cancel(order("k"))).isEqualTo(Answer.ACCEPTED);
    eventually(() -> !facts("k", Fact.CancelAsked.class).isEmpty());
    first.open();
    settles("k", SagaStatus.COMPENSATED);
    outside.add("call", "call-" + row("k").id());
    late.open();
    eventually(() -> outside.effects("call").isEmpty());
  }

  // C7, D1
  @Tag("C7")
  @Test
  void aSagaTurnsRoundOnlyOnceItsCallsAreBack() {
    Gate gate = new Gate();
    outside.next("create car", Mood.REJECT);
    Node a =
        node(
            saga -> {
              idempotent(saga, "hotel");
              var car = idempotent(saga, "car");
              var train =
                  saga.remote(
                          "train",
                          String.class,
                          run -> {
                            gate.pass();
                            return outside.create("train", run);
                          })
                      .idempotent()
                      .compensateUnknown(run -> outside.delete("train", run));
              saga.together("travel", car, train);
            });
    start(a, "k");
    eventually(() -> !facts("k", Fact.Failed.class).isEmpty() && gate.reached());
    pass(ofMillis(100));
    assertThat(status("k")).isEqualTo(SagaStatus.RUNNING);
    assertThat(logged("delete hotel")).isZero();
    gate.open();
    settles("k", SagaStatus.COMPENSATED);
    assertThat(outside.effects("train")).isEmpty();
    assertThat(logged("delete train")).isEqualTo(1);
  }

  // C8
  @Tag("C8")
  @Test
  void whatAStrangerMadeIsNeitherTakenNorUndone() {
    outside.next("create call", Mood.LOSE_REQUEST);
    Node a =
        node(
            saga ->
                saga.remote("call", String.class, run -> outside.create("call", run))
                    .probe(run -> Probed.notOurs("the name is taken"))
                    .compensate((run, id) -> outside.delete("call", run))
                    .settle(ofMillis(50)));
    start(a, "k");
    settles("k", SagaStatus.COMPENSATED);
    assertThat(view(a, "k").step("call").orElseThrow().status()).isEqualTo(StepStatus.FAILED);
    assertThat(logged("delete call")).isZero();
  }

  // C9
  @Tag("C9")
  @Test
  void theKeyStaysThroughRetriesAndChangesWhenAPersonResumes() {
    outside.next("create call", Mood.NOT_SENT, Mood.REJECT, Mood.NOT_SENT);
    Node a =
        node(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              saga.remote("call", String.class, run -> outside.create("call", run))
                  .idempotent()
                  .retry(QUICK);
            });
    start(a, "k");
    parks("k", ParkReason.STEP_FAILED);
    assertThat(outside.keys).hasSize(2);
    assertThat(outside.keys.stream().distinct()).hasSize(1);
    assertThat(a.amends.operator().editInput(order("k"), "better")).isEqualTo(Answer.ACCEPTED);
    assertThat(a.amends.operator().resume(order("k"))).isEqualTo(Answer.ACCEPTED);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.keys).hasSize(4);
    assertThat(outside.keys.stream().distinct()).hasSize(2);
    assertThat(view(a, "k").input()).isEqualTo("better");
  }

  // C9
  @Tag("C9")
  @Test
  void theKeyStaysAndTheInputToWhileNobodyKnows() {
    outside.next("create call", Mood.LOSE_ANSWER, Mood.LOSE_ANSWER, Mood.LOSE_ANSWER);
    Node a =
        node(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              saga.remote("call", String.class, run -> outside.create("call", run))
                  .idempotent()
                  .retry(QUICK);
            });
    start(a, "k");
    parks("k", ParkReason.UNKNOWN_OUTCOME);
    assertThat(a.amends.operator().editInput(order("k"), "other")).isEqualTo(Answer.STEP_UNKNOWN);
    assertThat(a.amends.operator().resume(order("k"))).isEqualTo(Answer.ACCEPTED);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.keys.stream().distinct()).hasSize(1);
  }

  // D1
  @Tag("D1")
  @Test
  void noAttemptBeginsOnceASiblingHasFailed() {
    Retry patient = Retry.backoff(ofSeconds(60), ofSeconds(60)).attempts(5);
    outside.next("create train", Mood.NOT_SENT);
    Gate gate = new Gate();
    outside.next("create car", Mood.REJECT);
    Node a =
        node(
            saga -> {
              var car =
                  saga.remote(
                          "car",
                          String.class,
                          run -> {
                            gate.pass();
                            return outside.create("car", run);
                          })
                      .idempotent()
                      .nothingToUndo();
              var train =
                  saga.remote("train", String.class, run -> outside.create("train", run))
                      .idempotent()
                      .nothingToUndo()
                      .retry(patient);
              saga.together("travel", car, train);
            });
    start(a, "k");
    eventually(() -> !facts("k", Fact.AttemptFailed.class).isEmpty());
    gate.open();
    settles("k", SagaStatus.COMPENSATED);
    assertThat(logged("create train")).isEqualTo(1);
    assertThat(view(a, "k").causeStep()).isEqualTo("car");
  }

  // D1
  @Tag("D1")
  @Test
  void theCauseIsTheFirstInThePlanNotTheFirstInTime() {
    Gate gate = new Gate();
    outside.next("create car", Mood.REJECT);
    outside.next("create train", Mood.REJECT);
    Node a =
        node(
            saga -> {
              var car =
                  saga.remote(
                          "car",
                          String.class,
                          run -> {
                            gate.pass();
                            return outside.create("car", run);
                          })
                      .idempotent()
                      .nothingToUndo();
              var train = idempotent(saga, "train");
              saga.together("travel", car, train);
            });
    start(a, "k");
    eventually(() -> !facts("k", Fact.Failed.class).isEmpty());
    gate.open();
    settles("k", SagaStatus.COMPENSATED);
    assertThat(view(a, "k").causeStep()).isEqualTo("car");
  }

  // D1
  @Tag("D1")
  @Test
  void siblingsFinishBeforeASagaParksThatKeepsWhatSucceeded() {
    Gate gate = new Gate();
    outside.next("create car", Mood.REJECT);
    Node a =
        node(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              var car = idempotent(saga, "car");
              var train =
                  saga.remote(
                          "train",
                          String.class,
                          run -> {
                            gate.pass();
                            return outside.create("train", run);
                          })
                      .idempotent();
              saga.together("travel", car, train);
            });
    start(a, "k");
    eventually(() -> !facts("k", Fact.Failed.class).isEmpty());
    pass(ofMillis(50));
    assertThat(status("k")).isEqualTo(SagaStatus.RUNNING);
    gate.open();
    parks("k", ParkReason.STEP_FAILED);
    assertThat(view(a, "k").step("train").orElseThrow().status()).isEqualTo(StepStatus.SUCCESS);
  }

  // D2
  @Tag("D2")
  @Test
  void nothingIsUndoneBeforeWhatWasBuiltOnIt() {
    outside.next("create last", Mood.REJECT);
    outside.next("delete two", Mood.NOT_SENT, Mood.NOT_SENT);
    outside.next("delete four", Mood.NOT_SENT, Mood.NOT_SENT);
    Node a =
        node(
            saga -> {
              probed(saga, "one");
              probed(saga, "two");
              var three = probed(saga, "three");
              var four = probed(saga, "four");
              saga.together("group", three, four);
              idempotent(saga, "last");
            });
    start(a, "k");
    settles("k", SagaStatus.COMPENSATED);
    List<String> undos = new ArrayList<>(outside.log);
    undos.removeIf(entry -> !entry.startsWith("delete"));
    assertThat(undos.indexOf("delete two")).isGreaterThan(undos.lastIndexOf("delete three"));
    assertThat(undos.indexOf("delete two")).isGreaterThan(undos.lastIndexOf("delete four"));
    assertThat(undos.indexOf("delete one")).isGreaterThan(undos.lastIndexOf("delete two"));
  }

  // F1, G3
  @Tag("G3")
  @Test
  void aCancelReachesASagaInAnotherNodesHands() {
    outside.next("create call", Mood.NOT_SENT);
    var script =
        script(
            saga ->
                saga.remote("call", String.class, run -> outside.create("call", run))
                    .idempotent()
                    .nothingToUndo()
                    .retry(Retry.backoff(ofMillis(1_900), ofMillis(1_900)).attempts(50)));
    Node a = node(script);
    Node b = node(script);
    start(a, "k");
    eventually(() -> !facts("k", Fact.AttemptFailed.class).isEmpty());
    assertThat(b.amends.operator().cancel(order("k"))).isEqualTo(Answer.ACCEPTED);
    settles("k", SagaStatus.COMPENSATED);
    assertThat(facts("k", Fact.Adopted.class)).as("its own node heard of it").isEmpty();
  }

  // F1, F4, G3
  @Test
  void aCancelWakesASagaThatNobodyHas() {
    outside.next("create call", Mood.NOT_SENT);
    var script =
        script(
            saga ->
                saga.remote("call", String.class, run -> outside.create("call", run))
                    .idempotent()
                    .nothingToUndo()
                    .retry(Retry.backoff(ofSeconds(60), ofSeconds(60)).attempts(50)));
    Node a = node(script);
    Node b = node(script);
    start(a, "k");
    eventually(() -> row("k").owner() == null);
    assertThat(b.amends.operator().cancel(order("k"))).isEqualTo(Answer.ACCEPTED);
    settles("k", SagaStatus.COMPENSATED);
    assertThat(logged("create call")).isEqualTo(1);
  }

  // G3
  @Test
  void aCancelUndoesAlsoWhatWouldOtherwiseBeKept() {
    Gate gate = new Gate();
    Node a =
        node(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              idempotent(saga, "hotel");
              saga.remote(
                      "car",
                      String.class,
                      run -> {
                        gate.pass();
                        return outside.create("car", run);
                      })
                  .idempotent()
                  .compensateUnknown(run -> outside.delete("car", run));
              idempotent(saga, "mail");
            });
    start(a, "k");
    eventually(gate::reached);
    assertThat(a.amends.operator().cancel(order("k"))).isEqualTo(Answer.ACCEPTED);
    eventually(() -> !facts("k", Fact.CancelAsked.class).isEmpty());
    gate.open();
    settles("k", SagaStatus.COMPENSATED);
    assertThat(outside.effects("car")).isEmpty();
    assertThat(outside.effects("hotel")).isEmpty();
    assertThat(logged("create mail")).isZero();
    assertThat(a.amends.operator().cancel(order("k"))).isEqualTo(Answer.TOO_LATE);
  }

  // G3
  @Tag("G3")
  @Test
  void aCancelIsRefusedPastWhatCannotBeUndone() {
    Gate gate = new Gate();
    Node a =
        node(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              saga.remote("send", String.class, run -> outside.create("send", run)).idempotent();
              saga.remote("file", run -> gate.pass()).idempotent();
            });
    start(a, "k");
    eventually(gate::reached);
    assertThat(a.amends.operator().cancel(order("k"))).isEqualTo(Answer.NOT_COMPENSATABLE);
    gate.open();
    settles("k", SagaStatus.SUCCEEDED);
  }

  // G4
  @Tag("G4")
  @Test
  void noAttemptBeginsAfterTheDeadlineAndCompensationHasNone() {
    outside.next("create car", Mood.NOT_SENT, Mood.NOT_SENT, Mood.NOT_SENT, Mood.NOT_SENT);
    outside.next("delete hotel", Mood.NOT_SENT, Mood.NOT_SENT);
    Node a =
        node(
            saga -> {
              saga.remote("hotel", String.class, run -> outside.create("hotel", run))
                  .idempotent()
                  .compensateUnknown(run -> outside.delete("hotel", run))
                  .undoing(Retry.backoff(ofMillis(300), ofMillis(300)));
              saga.remote("car", String.class, run -> outside.create("car", run))
                  .idempotent()
                  .nothingToUndo()
                  .retry(Retry.backoff(ofSeconds(30), ofSeconds(30)).attempts(9));
            });
    RunResult<String> result =
        a.amends.sagas().run(Script.class, "k", "input", Duration.ofMillis(300));
    assertThat(result).isInstanceOfAny(RunResult.Undone.class, RunResult.Unsettled.class);
    await().atMost(LONG).until(() -> status("k") == SagaStatus.COMPENSATED);
    assertThat(logged("create car")).isEqualTo(1);
    assertThat(logged("delete hotel")).isEqualTo(3);
    assertThat(outside.effects("hotel")).isEmpty();
  }
}
