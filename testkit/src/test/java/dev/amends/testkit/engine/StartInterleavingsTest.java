package dev.amends.testkit.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.RunResult;
import dev.amends.definition.Recovery;
import dev.amends.definition.Retry;
import dev.amends.error.InsideTransactionException;
import dev.amends.journal.Actor;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Answer;
import dev.amends.operator.Order;
import dev.amends.spi.Append;
import dev.amends.spi.Flushed;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Transactions;
import dev.amends.testkit.contract.Samples;
import dev.amends.testkit.engine.Outside.Mood;
import dev.amends.testkit.store.Fault;
import dev.amends.testkit.store.StoreOperation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Starts, exclusive keys, timers, group commit and persons: parts (h), (i), (k), (o) and (p) of the
 * interleavings behind the rules.
 */
@Timeout(90)
class StartInterleavingsTest extends Cluster {
  private static final Actor KIM = Actor.of("kim");

  // H1
  @Tag("H1")
  @Test
  void anExclusiveKeyGoesFromNodeToNodeInOrder() {
    List<String> order = new CopyOnWriteArrayList<>();
    Map<String, Gate> gates = new ConcurrentHashMap<>();
    List<String> keys = List.of("k0", "k1", "k2", "k3");
    keys.forEach(key -> gates.put(key, new Gate()));
    var script =
        script(
            saga -> {
              saga.exclusive(input -> "room");
              saga.remote(
                      "call",
                      run -> {
                        order.add(run.key());
                        gates.get(run.key()).pass();
                      })
                  .idempotent()
                  .nothingToUndo();
            });
    Node a = node(script);
    Node b = node(script);
    for (int i = 0; i < keys.size(); i++) {
      start(i % 2 == 0 ? a : b, keys.get(i));
      int line = i + 1;
      eventually(() -> inLine(keys.subList(0, line)));
    }
    pass(ofMillis(100));
    assertThat(order).containsExactly("k0");
    for (String key : keys) {
      eventually(() -> gates.get(key).reached());
      gates.get(key).open();
    }
    keys.forEach(key -> settles(key, SagaStatus.SUCCEEDED));
    assertThat(order).containsExactlyElementsOf(keys);
  }

  /** Asking once more on a saga's behalf changes nothing and tells that it has its place. */
  private boolean inLine(List<String> keys) {
    keys.forEach(key -> store.exclusives().acquire("room", row(key).address()));
    return true;
  }

  // H1
  @Tag("H1")
  @Test
  void aParkedHolderKeepsItsKeyAndGivesItOnWithItsEnd() {
    outside.next("create call", Mood.REJECT);
    var script =
        script(
            saga -> {
              saga.exclusive(input -> "room");
              saga.onFailure(Recovery.REPROCESS);
              saga.remote("call", String.class, run -> outside.create("call", run)).idempotent();
            });
    Node a = node(script);
    Node b = node(script);
    start(a, "first");
    parks("first", ParkReason.STEP_FAILED);
    start(b, "second");
    pass(ofMillis(200));
    assertThat(logged("create call")).isEqualTo(1);
    assertThat(store.exclusives().holder("room")).contains(row("first").address());
    assertThat(b.amends.operator().resume(row("first").id(), KIM, "again"))
        .isEqualTo(Answer.ACCEPTED);
    settles("first", SagaStatus.SUCCEEDED);
    settles("second", SagaStatus.SUCCEEDED);
  }

  // H1
  @Test
  void aKeyThatIsHandedToADeadNodesSagaIsUsedByItsAdopter() {
    Gate gate = new Gate();
    var script =
        script(
            saga -> {
              saga.exclusive(input -> "room");
              saga.remote(
                      "call",
                      run -> {
                        if ("first".equals(run.key())) {
                          gate.pass();
                        }
                      })
                  .idempotent()
                  .nothingToUndo();
            });
    Node a = node(script);
    Node b = node(script);
    start(a, "first");
    eventually(gate::reached);
    start(b, "second");
    start(a, "third");
    inLine(List.of("second", "third"));
    b.cutOff = true;
    gate.open();
    for (String key : List.of("first", "second", "third")) {
      settles(key, SagaStatus.SUCCEEDED);
    }
  }

  // H1
  @Test
  void theKeyOfADeadNodesSagaGoesOnWithItsAdopter() {
    Gate gate = new Gate();
    var script =
        script(
            saga -> {
              saga.exclusive(input -> "room");
              saga.remote(
                      "call",
                      run -> {
                        if ("first".equals(run.key()) && run.fence() == 0) {
                          gate.pass();
                        }
                      })
                  .idempotent()
                  .nothingToUndo();
            });
    Node a = node(script);
    Node b = node(script);
    start(a, "first");
    eventually(gate::reached);
    start(b, "second");
    a.cutOff = true;
    settles("first", SagaStatus.SUCCEEDED);
    settles("second", SagaStatus.SUCCEEDED);
    gate.open();
  }

  // H1
  @Tag("H1")
  @Test
  void waitingForAKeyCountsAgainstTheDeadline() {
    Gate gate = new Gate();
    Node a =
        node(
            saga -> {
              saga.exclusive(input -> "room");
              saga.remote(
                      "call",
                      run -> {
                        if ("first".equals(run.key())) {
                          gate.pass();
                        }
                      })
                  .idempotent()
                  .nothingToUndo();
            });
    start(a, "first");
    eventually(gate::reached);
    RunResult<String> result = a.amends.sagas().run(Script.class, "second", "input", ofMillis(300));
    assertThat(result).isInstanceOfAny(RunResult.Undone.class, RunResult.Unsettled.class);
    settles("second", SagaStatus.COMPENSATED);
    gate.open();
    settles("first", SagaStatus.SUCCEEDED);
  }

  // I1
  @Tag("I1")
  @Test
  void whatALiveNodeForgotIsTakenUpAgain() {
    Gate gate = new Gate();
    var script =
        script(
            saga ->
                saga.remote(
                        "call",
                        run -> {
                          if ("first".equals(run.key())) {
                            gate.pass();
                          }
                        })
                    .idempotent()
                    .nothingToUndo());
    Node a = node(Node.settings(ofMillis(600), ofSeconds(2), 16, 1), script);
    start(a, "first");
    eventually(gate::reached);
    start(a, "second");
    pass(ofMillis(100));
    assertThat(status("second")).as("there is room for one").isEqualTo(SagaStatus.RUNNING);
    gate.open();
    settles("first", SagaStatus.SUCCEEDED);
    settles("second", SagaStatus.SUCCEEDED);
  }

  // I1
  @Tag("I1")
  @Test
  void whatWasForgottenIsFoundAlsoWhenItIsOlderThanAllInMemory() {
    Gate gate = new Gate();
    Node a =
        node(
            saga ->
                saga.remote(
                        "call",
                        run -> {
                          if ("young".equals(run.key())) {
                            gate.pass();
                          }
                        })
                    .idempotent()
                    .nothingToUndo());
    Samples samples = new Samples(store, a.amends.health().incarnation());
    NewSaga number = samples.unkeyed();
    start(a, "young");
    eventually(gate::reached);
    NewSaga old =
        new NewSaga(
            number.address(),
            number.id(),
            Script.TYPE,
            "old",
            null,
            row("young").planHash(),
            samples.now());
    assertThat(old.address().number()).isLessThan(row("young").address().number());
    assertThat(store.flush(List.of(samples.start(old)))).isEqualTo(Flushed.COMMITTED);
    settles("old", SagaStatus.SUCCEEDED);
    gate.open();
    settles("young", SagaStatus.SUCCEEDED);
  }

  // I2
  @Tag("I2")
  @Tag("hand-off")
  @Test
  void aHookForAStartThatIsGoneStartsNothing() throws Exception {
    Node a = node(saga -> idempotent(saga, "call"));
    a.hooksLie = true;
    assertThatThrownBy(
            () ->
                a.transactions.inNew(
                    () -> {
                      start(a, "gone");
                      throw new IllegalStateException("rolled back");
                    }))
        .isInstanceOf(IllegalStateException.class);
    a.transactions.inNew(
        () -> {
          start(a, "kept");
          return null;
        });
    settles("kept", SagaStatus.SUCCEEDED);
    pass(ofMillis(500));
    assertThat(logged("create call")).isEqualTo(1);
    assertThat(store.find(Script.TYPE, "gone")).isEmpty();
  }

  // I3
  @Tag("I3")
  @Test
  void aRepeatedStartDoesNotPoisonTheCallersTransaction() throws Exception {
    Node a = node(saga -> idempotent(saga, "call"));
    start(a, "k");
    settles("k", SagaStatus.SUCCEEDED);
    List<String> rows = new CopyOnWriteArrayList<>();
    boolean created =
        a.transactions.inNew(
            () -> {
              boolean again = a.amends.sagas().start(Script.class, "k", "input").created();
              a.transactions.write(() -> rows.add("business"));
              start(a, "other");
              return again;
            });
    assertThat(created).isFalse();
    assertThat(rows).containsExactly("business");
    settles("other", SagaStatus.SUCCEEDED);
    assertThat(logged("create call")).isEqualTo(2);
  }

  // I5
  @Tag("I5")
  @Test
  void aKeyNamesOneAttemptAlsoWhenThatWasUndone() {
    outside.next("create call", Mood.REJECT);
    Node a = node(saga -> idempotent(saga, "call"));
    RunResult<String> first = a.amends.sagas().run(Script.class, "k", "input", ofSeconds(5));
    assertThat(first).isInstanceOf(RunResult.Undone.class);
    RunResult<String> second = a.amends.sagas().run(Script.class, "k", "input", ofSeconds(5));
    assertThat(second).isEqualTo(first);
    assertThat(logged("create call")).isEqualTo(1);
  }

  // I7
  @Tag("I7")
  @Test
  void aSecondRunOnAnotherNodeWaitsAndGetsTheSameResult() {
    Gate gate = new Gate();
    var script =
        script(
            saga -> {
              var call =
                  saga.remote(
                          "call",
                          String.class,
                          run -> {
                            gate.pass();
                            return outside.create("call", run);
                          })
                      .idempotent()
                      .nothingToUndo();
              saga.returns(String.class, run -> run.get(call));
            });
    Node a = node(script);
    Node b = node(script);
    CompletableFuture<RunResult<String>> first = runBeside(a);
    eventually(gate::reached);
    CompletableFuture<RunResult<String>> second = runBeside(b);
    CompletableFuture<RunResult<String>> third = runBeside(a);
    pass(ofMillis(100));
    assertThat(second).isNotDone();
    assertThat(third).isNotDone();
    gate.open();
    assertThat(first.join()).isInstanceOf(RunResult.Succeeded.class);
    assertThat(second.join()).isEqualTo(first.join());
    assertThat(third.join()).isEqualTo(first.join());
    assertThat(outside.effects("call")).hasSize(1);
  }

  private CompletableFuture<RunResult<String>> runBeside(Node node) {
    CompletableFuture<RunResult<String>> result = new CompletableFuture<>();
    CompletableFuture<Void> unused =
        beside(
            () ->
                result.complete(
                    node.amends.sagas().run(Script.class, "k", "input", ofSeconds(20))));
    return result;
  }

  // K1
  @Tag("K1")
  @Test
  void aDueTimeOutlivesTheNodeThatSetIt() {
    outside.next("create call", Mood.NOT_SENT);
    List<Long> calls = new CopyOnWriteArrayList<>();
    var script =
        script(
            saga ->
                saga.remote(
                        "call",
                        String.class,
                        run -> {
                          calls.add(System.nanoTime());
                          return outside.create("call", run);
                        })
                    .idempotent()
                    .nothingToUndo()
                    .retry(Retry.backoff(ofMillis(1_900), ofMillis(1_900)).attempts(3)));
    Node a = node(script);
    start(a, "k");
    eventually(() -> !facts("k", Fact.AttemptFailed.class).isEmpty());
    a.close();
    node(script);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(facts("k", Fact.Adopted.class)).hasSize(1);
    assertThat(calls).hasSize(2);
    assertThat(calls.get(1) - calls.get(0)).isGreaterThan(ofMillis(900).toNanos());
  }

  // O1
  @Tag("O1")
  @Test
  void aStrangersLockHoldsUpOnlyItsOwnStart() {
    Node a = node(saga -> idempotent(saga, "call"));
    Gate open = new Gate();
    CompletableFuture<Void> stranger =
        beside(
            () ->
                a.transactions.inNew(
                    () -> {
                      start(a, "locked");
                      open.pass();
                      return null;
                    }));
    eventually(open::reached);
    AtomicReference<Boolean> created = new AtomicReference<>();
    CompletableFuture<Void> blocked =
        beside(
            () -> created.set(a.amends.sagas().start(Script.class, "locked", "input").created()));
    for (int i = 0; i < 10; i++) {
      start(a, "k" + i);
    }
    for (int i = 0; i < 10; i++) {
      settles("k" + i, SagaStatus.SUCCEEDED);
    }
    assertThat(blocked).isNotDone();
    assertThat(a.amends.health().leased()).isTrue();
    open.open();
    stranger.join();
    blocked.join();
    assertThat(created.get()).isFalse();
    settles("locked", SagaStatus.SUCCEEDED);
  }

  // O2
  @Tag("O2")
  @Test
  void aResultThatTheDatabaseRefusesParksItsSagaAndHarmsNoOther() {
    Map<String, Gate> gates = new ConcurrentHashMap<>();
    List<String> keys = List.of("k0", "poison", "k1");
    keys.forEach(key -> gates.put(key, new Gate()));
    Node a =
        node(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              saga.remote(
                      "call",
                      String.class,
                      run -> {
                        gates.get(run.key()).pass();
                        return "result of " + run.key();
                      })
                  .idempotent();
            });
    a.commits =
        (operation, rows) ->
            rows.stream().anyMatch(row -> contains(row, "result of poison"))
                ? Fault.REFUSED
                : Fault.NONE;
    keys.forEach(key -> start(a, key));
    keys.forEach(key -> eventually(gates.get(key)::reached));
    Gate flush = new Gate();
    a.before =
        operation -> {
          if (operation == StoreOperation.FLUSH) {
            flush.pass();
          }
        };
    keys.forEach(key -> gates.get(key).open());
    pass(ofMillis(100));
    flush.open();
    settles("k0", SagaStatus.SUCCEEDED);
    settles("k1", SagaStatus.SUCCEEDED);
    parks("poison", ParkReason.PAYLOAD_UNREADABLE);
    assertThat(view(a, "poison").input()).isEqualTo("input");
    assertThat(facts("poison", Fact.Succeeded.class)).isEmpty();
  }

  private static boolean contains(Append row, String text) {
    return new String(row.facts(), StandardCharsets.ISO_8859_1).contains(text);
  }

  // P7
  @Tag("P7")
  @Test
  void ofTwoResumesAtOnceOneIsAccepted() {
    outside.next("create call", Mood.REJECT);
    Gate gate = new Gate();
    var script =
        script(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              saga.remote("call", String.class, run -> outside.create("call", run)).idempotent();
              saga.remote("last", run -> gate.pass()).idempotent();
            });
    Node a = node(script);
    Node b = node(script);
    start(a, "k");
    parks("k", ParkReason.STEP_FAILED);
    Gate together = new Gate();
    List<Answer> answers = new CopyOnWriteArrayList<>();
    Order seen = new Order(row("k").id(), KIM, "again", view(a, "k").position());
    List<CompletableFuture<Void>> both =
        List.of(a, b).stream()
            .map(
                node -> {
                  node.before =
                      operation -> {
                        if (operation == StoreOperation.FLUSH) {
                          together.pass();
                        }
                      };
                  return beside(() -> answers.add(node.amends.operator().resume(seen)));
                })
            .toList();
    pass(ofMillis(100));
    together.open();
    both.forEach(CompletableFuture::join);
    assertThat(answers).containsExactlyInAnyOrder(Answer.ACCEPTED, Answer.MOVED_ON);
    gate.open();
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(facts("k", Fact.Resumed.class)).hasSize(1);
    assertThat(logged("create call")).isEqualTo(2);
  }

  // P9
  @Tag("P9")
  @Test
  void runIsRefusedInTheCallbackOfATransaction() throws Exception {
    Node a = node(saga -> idempotent(saga, "call"));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    a.transactions.inNew(
        () -> {
          a.transactions.onCompletion(
              new Transactions.Completion() {
                @Override
                public void committed() {
                  try {
                    a.amends.sagas().run(Script.class, "k", "input", ofSeconds(1));
                  } catch (RuntimeException refused) {
                    thrown.set(refused);
                  }
                }

                @Override
                public void notCommitted() {}
              });
          return null;
        });
    assertThat(thrown.get()).isInstanceOf(InsideTransactionException.class);
    assertThat(store.find(Script.TYPE, "k")).isEmpty();
  }
}
