package dev.amends.testkit.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.definition.Recovery;
import dev.amends.definition.Retry;
import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.spi.Append;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Flushed;
import dev.amends.spi.Leases;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.SagaRow;
import dev.amends.spi.Stamp;
import dev.amends.testkit.engine.Outside.Mood;
import dev.amends.testkit.store.Fault;
import dev.amends.testkit.store.StoreOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fencing and unknown commits: parts (a) and (b) of the interleavings behind the rules. */
@Timeout(90)
class InterleavingsTest extends Cluster {
  private static final long STRANGER = 1_000_000;

  /** Takes a saga away from its node as an adopter does that is gone at once. */
  private void steal(String key, long adopter, boolean crashed) {
    SagaRow row = row(key);
    byte[] facts = FactCodec.encode(List.of(new Fact.Adopted(crashed, database.now())));
    List<SagaAddress> taken = new ArrayList<>();
    Flushed flushed =
        store
            .live()
            .adopt(
                adopter,
                database.now(),
                List.of(new LiveSagas.Adoption(row.address(), row.owner(), 1, facts)),
                taken);
    assertThat(flushed).isEqualTo(Flushed.COMMITTED);
    assertThat(taken).hasSize(1);
  }

  private long adoptedAt(String key) {
    return journal(key).stream()
        .filter(entry -> entry.facts().get(0) instanceof Fact.Adopted)
        .mapToInt(JournalEntry::position)
        .findFirst()
        .orElse(0);
  }

  // A1
  @Tag("A1")
  @Test
  void theFormerNodeAddsNothingToTheJournalOnceAnotherHasAdopted() {
    Gate zombie = new Gate();
    Gate second = new Gate();
    AtomicInteger calls = new AtomicInteger();
    var script =
        script(
            saga -> {
              saga.remote(
                      "first",
                      String.class,
                      run -> {
                        if (calls.incrementAndGet() == 1) {
                          zombie.pass();
                        }
                        return "done";
                      })
                  .idempotent()
                  .nothingToUndo();
              saga.remote("second", run -> second.pass()).idempotent().nothingToUndo();
            });
    Node a = node(script);
    start(a, "k");
    eventually(zombie::reached);
    final long former = a.amends.health().incarnation();
    a.cutOff = true;
    Node b = node(script);
    eventually(second::reached);
    zombie.open();
    a.cutOff = false;
    eventually(() -> a.amends.health().incarnation() != former);
    second.open();
    settles("k", SagaStatus.SUCCEEDED);
    long adoption = adoptedAt("k");
    long adopter = b.amends.health().incarnation();
    assertThat(journal("k"))
        .allMatch(entry -> entry.writer() == (entry.position() < adoption ? former : adopter));
    assertThat(facts("k", Fact.Adopted.class)).hasSize(1);
    assertThat(calls).hasValue(2);
  }

  // A2, the engine's half
  @Tag("A2")
  @Test
  void aSagaThatIsFencedHarmsNoOtherInItsBatch() {
    Map<String, Gate> gates = new ConcurrentHashMap<>();
    for (String key : List.of("stolen", "k1", "k2", "k3")) {
      gates.put(key, new Gate());
    }
    Set<String> passed = ConcurrentHashMap.newKeySet();
    Node a =
        node(
            saga ->
                saga.remote(
                        "call",
                        run -> {
                          if (passed.add(run.key())) {
                            gates.get(run.key()).pass();
                          }
                        })
                    .idempotent()
                    .nothingToUndo());
    gates.keySet().forEach(key -> start(a, key));
    gates.values().forEach(gate -> eventually(gate::reached));
    Gate flush = new Gate();
    AtomicBoolean first = new AtomicBoolean(true);
    a.before =
        operation -> {
          if (operation == StoreOperation.FLUSH && first.getAndSet(false)) {
            flush.pass();
          }
        };
    gates.get("k1").open();
    eventually(flush::reached);
    steal("stolen", STRANGER, true);
    List.of("stolen", "k2", "k3").forEach(key -> gates.get(key).open());
    pass(ofMillis(100));
    flush.open();
    gates.keySet().forEach(key -> settles(key, SagaStatus.SUCCEEDED));
    assertThat(facts("stolen", Fact.Adopted.class)).as("the stranger's and its own").hasSize(2);
    for (String key : List.of("k1", "k2", "k3")) {
      assertThat(facts(key, Fact.Adopted.class)).isEmpty();
    }
  }

  // A4
  @Tag("A4")
  @Test
  void localStepsOfOneSagaNeverOverlap() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Node a =
        node(
            saga -> {
              idempotent(saga, "before");
              var steps = new ArrayList<dev.amends.action.Step<?>>();
              for (String name : List.of("one", "two", "three")) {
                steps.add(
                    saga.local(
                            name,
                            run -> {
                              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                              pass(ofMillis(20));
                              inside.decrementAndGet();
                            })
                        .nothingToUndo());
              }
              saga.together("all", steps.toArray(dev.amends.action.Step[]::new));
            });
    start(a, "k");
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(most).hasValue(1);
  }

  // A4, A5
  @Tag("A5")
  @Tag("guarantee-fencing")
  @Test
  void aLocalStepOfTheFormerNodeRollsBack() {
    Gate zombie = new Gate();
    AtomicInteger runs = new AtomicInteger();
    List<String> rows = new CopyOnWriteArrayList<>();
    Node[] nodes = new Node[2];
    for (int i = 0; i < 2; i++) {
      int self = i;
      if (i == 1) {
        eventually(zombie::reached);
        nodes[0].cutOff = true;
      }
      nodes[i] =
          node(
              saga -> {
                idempotent(saga, "call");
                saga.local(
                        "book",
                        run -> {
                          nodes[self].transactions.write(() -> rows.add("by " + self));
                          if (runs.incrementAndGet() == 1) {
                            zombie.pass();
                          }
                        })
                    .nothingToUndo();
              });
      if (i == 0) {
        start(nodes[0], "k");
      }
    }
    settles("k", SagaStatus.SUCCEEDED);
    nodes[0].cutOff = false;
    zombie.open();
    pass(ofMillis(300));
    assertThat(rows).containsExactly("by 1");
    assertThat(runs).hasValue(2);
  }

  // A8
  @Tag("A8")
  @Tag("guarantee-holes")
  @Test
  void aHoleInTheJournalParks() {
    Gate gate = new Gate();
    var script =
        script(saga -> saga.remote("call", run -> gate.pass()).idempotent().nothingToUndo());
    Node a = node(script);
    start(a, "k");
    eventually(gate::reached);
    SagaRow row = row("k");
    byte[] facts = FactCodec.encode(List.of(new Fact.Intended(0)));
    Append beyond = Append.of(row.address(), 3, STRANGER, 1, database.now(), facts);
    assertThat(store.flush(List.of(beyond))).isEqualTo(Flushed.COMMITTED);
    a.cutOff = true;
    node(script);
    parks("k", ParkReason.HISTORY_GAP);
    gate.open();
  }

  // A9
  @Tag("A9")
  @Test
  void everyCallCarriesHowOftenTheSagaHasChangedHands() {
    Gate zombie = new Gate();
    List<Integer> fences = new CopyOnWriteArrayList<>();
    var script =
        script(
            saga ->
                saga.remote(
                        "call",
                        run -> {
                          fences.add(run.fence());
                          if (run.fence() == 0) {
                            zombie.pass();
                          }
                        })
                    .idempotent()
                    .nothingToUndo());
    Node a = node(script);
    start(a, "k");
    eventually(zombie::reached);
    a.cutOff = true;
    node(script);
    settles("k", SagaStatus.SUCCEEDED);
    zombie.open();
    assertThat(fences).containsExactly(0, 1);
  }

  // A10
  @Tag("A10")
  @Test
  void aStartThatCommitsAfterItsNodeWasBuriedIsFound() {
    var script = script(saga -> idempotent(saga, "call"));
    Node a = node(script);
    Gate open = new Gate();
    CompletableFuture<Void> late =
        beside(
            () ->
                a.transactions.inNew(
                    () -> {
                      start(a, "k");
                      open.pass();
                      return null;
                    }));
    eventually(open::reached);
    final long dead = a.amends.health().incarnation();
    a.before =
        operation -> {
          if (operation != StoreOperation.COMMIT) {
            throw new StoreUnavailableException("only the transaction goes on");
          }
        };
    node(script);
    eventually(
        () ->
            store.leases().nodes(10).stream()
                .anyMatch(
                    one -> one.incarnation() == dead && one.state() == Leases.NodeState.DEAD));
    open.open();
    late.join();
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.effects("call")).hasSize(1);
  }

  // A11
  @Tag("A11")
  @Test
  void theFirstNodeBackAfterAnOutageAdoptsNobodysSagas() {
    Gate gate = new Gate();
    EngineSettings slow = Node.settings(ofMillis(1_500), ofSeconds(2), 16, 1_000);
    AtomicInteger calls = new AtomicInteger();
    var script =
        script(
            saga ->
                saga.remote(
                        "call",
                        run -> {
                          calls.incrementAndGet();
                          gate.pass();
                        })
                    .idempotent()
                    .nothingToUndo());
    Node a = node(slow, script);
    Node b = node(slow, script);
    start(b, "k");
    eventually(gate::reached);
    final long before = b.amends.health().incarnation();
    a.cutOff = true;
    b.cutOff = true;
    eventually(() -> !a.amends.health().leased() && !b.amends.health().leased());
    a.cutOff = false;
    eventually(() -> a.amends.health().leased());
    b.cutOff = false;
    gate.open();
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(b.amends.health().incarnation()).isEqualTo(before);
    assertThat(facts("k", Fact.Adopted.class)).isEmpty();
    assertThat(calls).hasValue(1);
  }

  // A12
  @Tag("A12")
  @Test
  void aSagaThatKillsNodeAfterNodeParks() {
    Gate gate = new Gate();
    AtomicInteger calls = new AtomicInteger();
    var script =
        script(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              saga.remote(
                      "call",
                      run -> {
                        calls.incrementAndGet();
                        gate.pass();
                      })
                  .idempotent()
                  .retry(Retry.backoff(ofMillis(5), ofMillis(5)).attempts(20));
            });
    Node a = node(script);
    start(a, "k");
    eventually(gate::reached);
    a.cutOff = true;
    for (int i = 0; i < 4; i++) {
      steal("k", STRANGER + i, true);
    }
    Node b = node(script);
    parks("k", ParkReason.CRASH_LOOP);
    assertThat(calls).hasValue(1);
    gate.open();
    b.amends
        .operator()
        .resume(row("k").id(), dev.amends.journal.Actor.of("kim"), "memory was added");
    settles("k", SagaStatus.SUCCEEDED);
  }

  // A12
  @Test
  void sagasOfNodesThatStopInGoodOrderDoNotCountAsCrashed() {
    outside.next("create call", Mood.NOT_SENT);
    var script =
        script(
            saga ->
                saga.remote("call", String.class, run -> outside.create("call", run))
                    .idempotent()
                    .nothingToUndo()
                    .retry(Retry.backoff(ofMillis(1_900), ofMillis(1_900)).attempts(3)));
    Node first = node(script);
    start(first, "k");
    eventually(() -> !facts("k", Fact.AttemptFailed.class).isEmpty());
    first.close();
    for (int i = 0; i < 6 && status("k") == SagaStatus.RUNNING; i++) {
      Node next = node(script);
      int adoptions = i + 1;
      eventually(
          () ->
              facts("k", Fact.Adopted.class).size() >= adoptions
                  || status("k") != SagaStatus.RUNNING);
      next.close();
    }
    node(script);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(facts("k", Fact.Adopted.class)).isNotEmpty().noneMatch(Fact.Adopted::crashed);
    assertThat(logged("create call")).isEqualTo(2);
  }

  // B1
  @Tag("B1")
  @Test
  void aRowThatIsInAlreadyIsNotTakenForAnotherNodes() {
    Node a = node(saga -> idempotent(saga, "call"));
    Set<Stamp> seen = ConcurrentHashMap.newKeySet();
    a.commits =
        (operation, rows) -> {
          boolean anyNew = false;
          for (Append row : rows) {
            anyNew |= seen.add(new Stamp(row.writer(), row.number()));
          }
          return operation == StoreOperation.FLUSH && anyNew ? Fault.LOST_APPLIED : Fault.NONE;
        };
    for (int i = 0; i < 30; i++) {
      start(a, "k" + i);
    }
    for (int i = 0; i < 30; i++) {
      settles("k" + i, SagaStatus.SUCCEEDED);
      assertThat(facts("k" + i, Fact.Adopted.class)).isEmpty();
    }
    assertThat(logged("create call")).isEqualTo(30);
  }

  // B2
  @Tag("B2")
  @Tag("guarantee-local")
  @Test
  void aLocalStepWhoseCommitIsStillOnItsWayHappensOnce() {
    for (boolean applied : new boolean[] {true, false}) {
      String key = "applied-" + applied;
      List<String> rows = new CopyOnWriteArrayList<>();
      Node[] self = new Node[1];
      AtomicBoolean first = new AtomicBoolean(true);
      self[0] =
          node(
              saga -> {
                idempotent(saga, "call");
                saga.local("book", run -> self[0].transactions.write(() -> rows.add(run.key())))
                    .nothingToUndo();
              });
      self[0].commits =
          (operation, appends) ->
              operation == StoreOperation.COMMIT && first.getAndSet(false)
                  ? Fault.LOST_PENDING
                  : Fault.NONE;
      start(self[0], key);
      eventually(() -> !first.get());
      pass(ofMillis(200));
      assertThat(status(key)).isEqualTo(SagaStatus.RUNNING);
      assertThat(database.endPending(applied)).isEqualTo(1);
      settles(key, SagaStatus.SUCCEEDED);
      assertThat(rows).containsExactly(key);
      self[0].close();
    }
  }

  // B2
  @Tag("B2")
  @Test
  void nothingIsDecidedWhileAnAppendIsStillOnItsWay() {
    for (boolean applied : new boolean[] {true, false}) {
      String key = "applied-" + applied;
      AtomicBoolean armed = new AtomicBoolean();
      AtomicBoolean lost = new AtomicBoolean();
      Node a =
          node(
              saga -> {
                idempotent(saga, "call");
                idempotent(saga, "next");
              });
      a.commits =
          (operation, appends) -> {
            boolean now = operation == StoreOperation.FLUSH && armed.getAndSet(false);
            lost.compareAndSet(false, now);
            return now ? Fault.LOST_PENDING : Fault.NONE;
          };
      outside.next("create call", Mood.FINE);
      armed.set(false);
      a.before =
          operation -> {
            if (operation == StoreOperation.FLUSH && logged("create call") > 0 && !lost.get()) {
              armed.set(true);
            }
          };
      start(a, key);
      eventually(lost::get);
      pass(ofMillis(200));
      assertThat(logged("create next")).isZero();
      database.endPending(applied);
      settles(key, SagaStatus.SUCCEEDED);
      assertThat(logged("create call")).isEqualTo(1);
      assertThat(logged("create next")).isEqualTo(1);
      outside.log.clear();
      a.close();
    }
  }

  // B3
  @Tag("B3")
  @Test
  void aStartWhoseTransactionEndedInDoubtIsFound() {
    Node a = node(saga -> idempotent(saga, "call"));
    AtomicBoolean first = new AtomicBoolean(true);
    a.commits =
        (operation, rows) ->
            operation == StoreOperation.COMMIT && first.getAndSet(false)
                ? Fault.LOST_APPLIED
                : Fault.NONE;
    assertThatThrownBy(
            () ->
                a.transactions.inNew(
                    () -> {
                      start(a, "k");
                      return null;
                    }))
        .isInstanceOf(UnknownCommitException.class);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(logged("create call")).isEqualTo(1);
  }

  // C1
  @Tag("C1")
  @Test
  void theAdopterLooksForWhatTheFormerNodesCallDid() {
    Gate zombie = new Gate();
    var script =
        script(
            saga ->
                saga.remote(
                        "call",
                        String.class,
                        run -> {
                          String id = outside.create("call", run);
                          zombie.pass();
                          return id;
                        })
                    .probe(
                        run ->
                            dev.amends.outcome.Probed.of(
                                outside.find("call", run).stream().findFirst()))
                    .compensate((run, id) -> outside.delete("call", run))
                    .settle(ofMillis(50)));
    Node a = node(script);
    start(a, "k");
    eventually(zombie::reached);
    a.cutOff = true;
    node(script);
    settles("k", SagaStatus.SUCCEEDED);
    zombie.open();
    assertThat(logged("create call")).isEqualTo(1);
    assertThat(logged("find call")).isPositive();
  }

  // C1
  @Tag("C1")
  @Test
  void theAdopterDoesNotRepeatACallThatMustNotBeMadeTwice() {
    Gate zombie = new Gate();
    var script =
        script(
            saga ->
                saga.remote(
                        "call",
                        run -> {
                          outside.log.add("call");
                          zombie.pass();
                        })
                    .atMostOnce());
    Node a = node(script);
    start(a, "k");
    eventually(zombie::reached);
    a.cutOff = true;
    Node b = node(script);
    parks("k", ParkReason.UNKNOWN_OUTCOME);
    assertThat(view(b, "k").step("call").orElseThrow().status()).isEqualTo(StepStatus.UNKNOWN);
    zombie.open();
    assertThat(logged("call")).isEqualTo(1);
  }
}
