package dev.amends.testkit.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.RunResult;
import dev.amends.definition.Recovery;
import dev.amends.definition.Retry;
import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Flushed;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.SagaRow;
import dev.amends.testkit.engine.Outside.Mood;
import dev.amends.testkit.store.Fault;
import dev.amends.testkit.store.StoreOperation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Ways to lose a saga, or to leave one undriven, that were found by looking for them. */
@Timeout(90)
class HardCornersTest extends Cluster {
  @Test
  void goesOnWhenTheLeaseRanOutWhileItsRenewalWasUnderWay() {
    Gate first = new Gate();
    Gate renewal = new Gate();
    AtomicBoolean slow = new AtomicBoolean();
    AtomicInteger renewals = new AtomicInteger();
    Node a =
        node(
            Node.settings(ofSeconds(3), ofSeconds(2), 16, 100),
            saga -> {
              saga.remote("first", run -> first.pass()).idempotent().nothingToUndo();
              idempotent(saga, "second");
            });
    a.before =
        operation -> {
          if (operation == StoreOperation.RENEW && slow.get()) {
            if (renewals.incrementAndGet() == 1) {
              pass(ofSeconds(1));
            } else {
              renewal.pass();
            }
          }
        };
    start(a, "k");
    eventually(first::reached);
    slow.set(true);
    eventually(renewal::reached);
    eventually(() -> !a.amends.health().leased());
    first.open();
    eventually(() -> !facts("k", Fact.Succeeded.class).isEmpty());
    pass(ofMillis(50));
    slow.set(false);
    renewal.open();
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(logged("create second")).isEqualTo(1);
  }

  @Tag("P6")
  @Test
  void anErrorInTheOutputIsAFailureLikeAnyOther() {
    Node a =
        node(
            saga -> {
              idempotent(saga, "call");
              saga.returns(
                  String.class,
                  run -> {
                    throw new StackOverflowError("too deep");
                  });
            });
    start(a, "k");
    settles("k", SagaStatus.COMPENSATED);
    assertThat(outside.effects("call")).isEmpty();
  }

  @Test
  void anErrorOfAnActionIsAnOutcomeLikeAnyOther() {
    AtomicInteger calls = new AtomicInteger();
    Node a =
        node(
            saga ->
                saga.remote(
                        "call",
                        run -> {
                          if (calls.incrementAndGet() == 1) {
                            throw new AssertionError("broken");
                          }
                        })
                    .idempotent()
                    .nothingToUndo()
                    .retry(QUICK));
    assertThat(a.amends.sagas().run(Script.class, "k", "input", ofSeconds(10)))
        .isInstanceOf(RunResult.Succeeded.class);
  }

  @Test
  void aJudgeThatFailsSaysNothing() {
    outside.next("create call", Mood.LOSE_ANSWER);
    Node a =
        node(
            saga ->
                saga.remote("call", String.class, run -> outside.create("call", run))
                    .idempotent()
                    .nothingToUndo()
                    .judge(
                        (run, thrown) -> {
                          throw new IllegalStateException("cannot tell", thrown);
                        })
                    .retry(QUICK));
    assertThat(a.amends.sagas().run(Script.class, "k", "input", ofSeconds(10)))
        .isInstanceOf(RunResult.Succeeded.class);
    assertThat(logged("create call")).isEqualTo(2);
  }

  @Test
  void aLostAnswerAboutAnExclusiveKeyIsAskedForAgain() {
    Node a =
        node(
            saga -> {
              saga.exclusive(input -> "room");
              idempotent(saga, "call");
            });
    AtomicBoolean first = new AtomicBoolean(true);
    a.commits =
        (operation, rows) ->
            operation == StoreOperation.ACQUIRE && first.getAndSet(false)
                ? Fault.LOST_APPLIED
                : Fault.NONE;
    start(a, "k");
    settles("k", SagaStatus.SUCCEEDED);
  }

  @Test
  void aCallerOfAnEngineThatStopsIsToldAlsoWhileTheDatabaseIsDown() throws Exception {
    Node a = node(saga -> idempotent(saga, "call"));
    AtomicInteger tries = new AtomicInteger();
    a.before =
        operation -> {
          if (operation == StoreOperation.FLUSH) {
            tries.incrementAndGet();
            throw new StoreUnavailableException("down");
          }
        };
    CompletableFuture<Void> caller = beside(() -> start(a, "k"));
    eventually(() -> tries.get() > 5);
    a.close();
    assertThatThrownBy(() -> caller.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void aSagaWithACallUnderWayStaysInMemoryWhenALocalStepCommits() {
    Gate gate = new Gate();
    AtomicInteger calls = new AtomicInteger();
    outside.next("create patient", Mood.NOT_SENT);
    Gate local = new Gate();
    Node a =
        node(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              var patient =
                  saga.remote("patient", String.class, run -> outside.create("patient", run))
                      .idempotent()
                      .retry(Retry.backoff(ofSeconds(5), ofSeconds(5)).attempts(5));
              var slow =
                  saga.remote(
                          "slow",
                          run -> {
                            calls.incrementAndGet();
                            gate.pass();
                          })
                      .atMostOnce();
              var book =
                  saga.local(
                      "book",
                      run -> {
                        if (run.attempt() == 1) {
                          throw new StoreUnavailableException("a deadlock");
                        }
                        local.pass();
                      });
              saga.together("all", patient, slow, book);
            });
    outside.next("create patient", Mood.NOT_SENT);
    start(a, "k");
    eventually(() -> gate.reached() && local.reached());
    pass(ofMillis(100));
    local.open();
    eventually(() -> !facts("k", Fact.Succeeded.class).isEmpty());
    pass(ofMillis(100));
    assertThat(row("k").owner()).isNotNull();
    gate.open();
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aCallThatDoesNotComeBackHoldsUpItsCallerButNotItsSaga() {
    Gate hang = new Gate();
    AtomicInteger calls = new AtomicInteger();
    Node a =
        node(
            saga ->
                saga.remote(
                        "call",
                        String.class,
                        run -> {
                          if (calls.incrementAndGet() == 1) {
                            hang.pass();
                          }
                          return "done";
                        })
                    .idempotent()
                    .nothingToUndo()
                    .timeout(ofMillis(200))
                    .retry(QUICK));
    CompletableFuture<Void> caller =
        beside(() -> a.amends.sagas().run(Script.class, "k", "input", ofSeconds(20)));
    eventually(hang::reached);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(caller).isNotDone();
    hang.open();
    caller.join();
    assertThat(calls).hasValue(2);
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "no call waits for a virtual thread")
  void aCallThatWaitedForAWorkerIsNotMadeOnceTheSagaIsLost() {
    Gate hog = new Gate();
    EngineSettings oneWorker = Node.settings(ofMillis(600), ofSeconds(2), 1, 100);
    List<Node> nodes = new ArrayList<>();
    List<String> calledBy = new java.util.concurrent.CopyOnWriteArrayList<>();
    AtomicBoolean queueing = new AtomicBoolean();
    for (int i = 0; i < 2; i++) {
      String name = i == 0 ? "a" : "b";
      var script =
          script(
              saga -> {
                var one =
                    saga.remote(
                            "one",
                            run -> {
                              calledBy.add(name + " one");
                              if (queueing.compareAndSet(false, true)) {
                                hog.pass();
                              }
                            })
                        .idempotent()
                        .nothingToUndo();
                var two =
                    saga.remote("two", run -> calledBy.add(name + " two"))
                        .idempotent()
                        .nothingToUndo();
                saga.together("both", one, two);
              });
      nodes.add(node(oneWorker, script));
      if (i == 0) {
        start(nodes.get(0), "k");
        eventually(hog::reached);
        nodes.get(0).cutOff = true;
      }
    }
    settles("k", SagaStatus.SUCCEEDED);
    nodes.get(0).cutOff = false;
    eventually(() -> nodes.get(0).amends.health().leased());
    hog.open();
    pass(ofMillis(200));
    assertThat(calledBy).containsExactlyInAnyOrder("a one", "b one", "b two");
  }

  @Test
  void aCallerWhoWaitsIsNotToldOfAnOutage() {
    Gate gate = new Gate();
    Node a =
        node(
            saga ->
                saga.remote("call", String.class, run -> outside.create("call", run))
                    .idempotent()
                    .nothingToUndo()
                    .retry(QUICK));
    outside.next("create call", Mood.FINE);
    AtomicBoolean down = new AtomicBoolean();
    a.before =
        operation -> {
          if (logged("create call") > 0 && !gate.reached()) {
            down.set(true);
          }
          if (down.get()) {
            throw new StoreUnavailableException("down");
          }
        };
    RunResult<String> result = a.amends.sagas().run(Script.class, "k", "input", ofMillis(300));
    assertThat(result).isInstanceOf(RunResult.Unsettled.class);
    new Thread(gate::pass, "passer").start();
    eventually(gate::reached);
    down.set(false);
    gate.open();
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(logged("create call")).isEqualTo(1);
  }

  @Test
  void aStartInDoubtIsNotToldAsNoStart() {
    Node a =
        node(
            saga -> {
              saga.local("book", run -> {}).nothingToUndo();
              idempotent(saga, "call");
            });
    AtomicBoolean lost = new AtomicBoolean();
    a.commits =
        (operation, rows) ->
            operation == StoreOperation.COMMIT && lost.compareAndSet(false, true)
                ? Fault.LOST_APPLIED
                : Fault.NONE;
    a.before =
        operation -> {
          if (operation == StoreOperation.OPEN && lost.get()) {
            throw new StoreUnavailableException("gone");
          }
        };
    assertThatThrownBy(() -> start(a, "k")).isInstanceOf(UnknownCommitException.class);
    settles("k", SagaStatus.SUCCEEDED);
  }

  @Test
  void aSagaThatWasTakenBackIsDrivenByWhatItsJournalSaysNow() {
    outside.next("create call", Mood.NOT_SENT);
    EngineSettings patient = Node.settings(ofMillis(600), Duration.ofHours(1), 16, 100);
    Node a =
        node(
            patient,
            saga ->
                saga.remote("call", String.class, run -> outside.create("call", run))
                    .probe(
                        run ->
                            dev.amends.outcome.Probed.of(
                                outside.find("call", run).stream().findFirst()))
                    .nothingToUndo()
                    .settle(ofMillis(50))
                    .retry(
                        Retry.backoff(Duration.ofMinutes(2), Duration.ofMinutes(2)).attempts(5)));
    start(a, "k");
    eventually(() -> !facts("k", Fact.AttemptFailed.class).isEmpty());
    outside.add("call", "call-" + row("k").id());
    SagaRow row = row("k");
    byte[] facts = FactCodec.encode(List.of(new Fact.Adopted(true, database.now())));
    List<SagaAddress> taken = new ArrayList<>();
    LiveSagas.Adoption adoption = new LiveSagas.Adoption(row.address(), row.owner(), 1, facts);
    assertThat(store.live().adopt(1_000_000, database.now(), List.of(adoption), taken))
        .isEqualTo(Flushed.COMMITTED);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(logged("create call")).isEqualTo(1);
  }

  @Test
  void whatElseBecameTrueOutlivesAResultThatTheDatabaseRefuses() {
    Gate car = new Gate();
    Gate train = new Gate();
    Gate bus = new Gate();
    AtomicInteger trains = new AtomicInteger();
    Node a =
        node(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              var first =
                  saga.remote(
                          "car",
                          String.class,
                          run -> {
                            car.pass();
                            return "poison";
                          })
                      .idempotent();
              var second =
                  saga.remote(
                          "train",
                          String.class,
                          run -> {
                            if (trains.incrementAndGet() == 1) {
                              train.pass();
                            }
                            throw new IllegalStateException("no answer");
                          })
                      .atMostOnce();
              var third = saga.remote("bus", run -> bus.pass()).idempotent();
              saga.together("travel", first, second, third);
            });
    a.commits =
        (operation, rows) ->
            rows.stream()
                    .anyMatch(
                        row ->
                            new String(row.facts(), StandardCharsets.ISO_8859_1).contains("poison"))
                ? Fault.REFUSED
                : Fault.NONE;
    Gate flush = new Gate();
    start(a, "k");
    eventually(() -> car.reached() && train.reached() && bus.reached());
    a.before =
        operation -> {
          if (operation == StoreOperation.FLUSH) {
            flush.pass();
          }
        };
    // While this append is held up, two more results gather for the next one.
    bus.open();
    eventually(flush::reached);
    train.open();
    car.open();
    pass(ofMillis(100));
    flush.open();
    parks("k", ParkReason.PAYLOAD_UNREADABLE);
    a.amends.operator().resume(row("k").id(), dev.amends.journal.Actor.of("kim"), "again");
    eventually(() -> facts("k", Fact.Parked.class).size() > 1);
    assertThat(trains).as("it must not be called twice").hasValue(1);
  }

  @Test
  void theInterruptOfACallerLeavesTheSagaToTheWorkers() throws Exception {
    Gate gate = new Gate();
    Node a =
        node(
            saga -> {
              saga.remote("first", run -> gate.pass()).idempotent().nothingToUndo();
              idempotent(saga, "second");
            });
    CompletableFuture<RunResult<String>> result = new CompletableFuture<>();
    AtomicBoolean stillSet = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              result.complete(a.amends.sagas().run(Script.class, "k", "input", ofSeconds(20)));
              stillSet.set(Thread.currentThread().isInterrupted());
            },
            "caller");
    caller.start();
    eventually(gate::reached);
    caller.interrupt();
    gate.open();
    caller.join(20_000);
    assertThat(result).isDone();
    assertThat(stillSet).isTrue();
    settles("k", SagaStatus.SUCCEEDED);
  }
}
