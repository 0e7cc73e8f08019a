package dev.amends.testkit.engine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.amends.RunResult;
import dev.amends.action.Run;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.error.InsideTransactionException;
import dev.amends.error.KeyReusedException;
import dev.amends.journal.Actor;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.operator.Answer;
import dev.amends.operator.Order;
import dev.amends.query.SagaView;
import dev.amends.testkit.engine.Outside.Mood;
import dev.amends.testkit.store.Fault;
import dev.amends.testkit.store.InMemoryDatabase;
import dev.amends.testkit.store.StoreOperation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Outside outside = new Outside();
  private final InMemoryDatabase database = new InMemoryDatabase();
  private Booking booking = new Booking(outside, COMPENSATE);
  private Node node = new Node(database, booking);

  @AfterEach
  void stop() {
    node.close();
  }

  private void reprocess() {
    node.close();
    booking = new Booking(outside, REPROCESS);
    node = new Node(database, booking);
  }

  private RunResult<String> run(String key) {
    return node.amends.sagas().run(Booking.class, key, "input", PATIENCE);
  }

  private SagaView view(String key) {
    return node.amends.sagas().find(Booking.class, key).orElseThrow();
  }

  private void settles(String key, SagaStatus status) {
    await().until(() -> view(key).status() == status);
  }

  @Test
  void givesItsOutputWhenAllStepsSucceed() {
    RunResult<String> result = run("k");
    assertThat(result).isInstanceOf(RunResult.Succeeded.class);
    assertThat(result.orThrow()).startsWith("hotel-");
    assertThat(booking.rows).containsExactly("input");
    for (String name : List.of("hotel", "car", "train", "mail")) {
      assertThat(outside.effects(name)).hasSize(1);
    }
    assertThat(view("k").steps()).allMatch(step -> step.status() == StepStatus.SUCCESS);
  }

  @Test
  void runsInTheBackgroundWhenItIsStarted() {
    assertThat(node.amends.sagas().start(Booking.class, "k", "input").created()).isTrue();
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.effects("mail")).hasSize(1);
  }

  @Test
  void undoesInReverseWhenAStepIsRejected() {
    outside.next("create mail", Mood.REJECT);
    RunResult<String> result = run("k");
    assertThat(result).isInstanceOf(RunResult.Undone.class);
    RunResult.Undone<String> undone = (RunResult.Undone<String>) result;
    assertThat(undone.step()).isEqualTo("mail");
    assertThat(undone.cause().httpStatus()).isEqualTo(422);
    assertThat(booking.rows).isEmpty();
    for (String name : List.of("hotel", "car", "train", "mail")) {
      assertThat(outside.effects(name)).isEmpty();
    }
    assertThat(outside.log.indexOf("delete hotel"))
        .isGreaterThan(outside.log.indexOf("delete car"))
        .isGreaterThan(outside.log.indexOf("delete train"));
    assertThat(view("k").step("hotel").orElseThrow().status()).isEqualTo(StepStatus.COMPENSATED);
    assertThat(view("k").step("mail").orElseThrow().status()).isEqualTo(StepStatus.FAILED);
  }

  @Test
  void triesAgainWhatWasNotSentWithTheSameKey() {
    outside.next("create hotel", Mood.NOT_SENT, Mood.NOT_SENT);
    assertThat(run("k")).isInstanceOf(RunResult.Succeeded.class);
    assertThat(outside.log.stream().filter("create hotel"::equals)).hasSize(3);
    assertThat(outside.keys.stream().filter(key -> key.startsWith("hotel")).distinct()).hasSize(1);
    assertThat(outside.log).doesNotContain("find hotel");
  }

  @Test
  void findsALostEffectInsteadOfRepeatingTheCall() {
    outside.next("create hotel", Mood.LOSE_ANSWER);
    assertThat(run("k")).isInstanceOf(RunResult.Succeeded.class);
    assertThat(outside.effects("hotel")).hasSize(1);
    assertThat(outside.log.stream().filter("create hotel"::equals)).hasSize(1);
  }

  @Test
  void repeatsALostRequestOnlyAfterItHasSettled() {
    outside.next("create hotel", Mood.LOSE_REQUEST);
    assertThat(run("k")).isInstanceOf(RunResult.Succeeded.class);
    assertThat(outside.effects("hotel")).hasSize(1);
    assertThat(outside.log.stream().filter("find hotel"::equals).count()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void repeatsAnIdempotentCallWithTheSameKey() {
    outside.next("create car", Mood.LOSE_ANSWER, Mood.LOSE_REQUEST);
    assertThat(run("k")).isInstanceOf(RunResult.Succeeded.class);
    assertThat(outside.keys.stream().filter(key -> key.startsWith("car")).distinct()).hasSize(1);
  }

  @Test
  void undoesAnIdempotentStepThatNobodyKnowsOf() {
    outside.next("create car", Mood.LOSE_ANSWER, Mood.LOSE_ANSWER, Mood.LOSE_ANSWER);
    assertThat(run("k")).isInstanceOf(RunResult.Undone.class);
    assertThat(outside.log).contains("delete car");
    assertThat(outside.effects("train")).isEmpty();
    assertThat(outside.effects("hotel")).isEmpty();
    assertThat(booking.rows).isEmpty();
  }

  @Test
  void parksAndRunsOnlyWhatIsLeftWhenAPersonResumes() {
    reprocess();
    outside.next("create train", Mood.REJECT);
    node.amends.sagas().start(Booking.class, "k", "input");
    settles("k", SagaStatus.PARKED);
    SagaView parked = view("k");
    assertThat(parked.reason()).isEqualTo(ParkReason.STEP_FAILED);
    assertThat(parked.causeStep()).isEqualTo("train");
    assertThat(parked.step("car").orElseThrow().status()).isEqualTo(StepStatus.SUCCESS);
    assertThat(parked.step("mail").orElseThrow().status()).isEqualTo(StepStatus.READY);
    Order seen = new Order(parked.id(), Actor.of("kim"), "again", parked.position());
    assertThat(node.amends.operator().resume(seen)).isEqualTo(Answer.ACCEPTED);
    assertThat(node.amends.operator().resume(seen)).isIn(Answer.NOT_PARKED, Answer.MOVED_ON);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.log.stream().filter("create car"::equals)).hasSize(1);
    assertThat(outside.keys.stream().filter(key -> key.startsWith("train")).distinct()).hasSize(2);
    assertThat(node.amends.query().audits(parked.id(), 10)).hasSize(2);
  }

  @Tag("probe")
  @Test
  void parksWhenTheProbeCannotTellAndLooksAgainOnResume() {
    reprocess();
    outside.next("create hotel", Mood.LOSE_ANSWER);
    Mood[] blind = new Mood[60];
    java.util.Arrays.fill(blind, Mood.NOT_SENT);
    outside.next("find hotel", blind);
    node.amends.sagas().start(Booking.class, "k", "input");
    settles("k", SagaStatus.PARKED);
    assertThat(view("k").reason()).isEqualTo(ParkReason.UNKNOWN_OUTCOME);
    assertThat(view("k").step("hotel").orElseThrow().status()).isEqualTo(StepStatus.UNKNOWN);
    await()
        .until(
            () -> {
              node.amends.operator().resume(view("k").id(), Actor.of("kim"), "look again");
              return view("k").status() == SagaStatus.SUCCEEDED;
            });
    assertThat(outside.effects("hotel")).hasSize(1);
    assertThat(outside.log.stream().filter("create hotel"::equals)).hasSize(1);
  }

  @Test
  void parksWhenACompensationFailsForTooLong() {
    outside.next("create mail", Mood.REJECT);
    Mood[] stubborn = new Mood[40];
    java.util.Arrays.fill(stubborn, Mood.REJECT);
    outside.next("delete train", stubborn);
    assertThat(run("k")).isInstanceOf(RunResult.Parked.class);
    assertThat(view("k").reason()).isEqualTo(ParkReason.COMPENSATION_FAILED);
    assertThat(outside.effects("car")).isEmpty();
    assertThat(outside.effects("hotel")).as("what the train was built on stays").hasSize(1);
    Order order = Order.on(view("k").id(), Actor.of("kim"), "cancelled by phone");
    assertThat(node.amends.operator().done(order, "train", "", "letter of the railway"))
        .isEqualTo(Answer.ACCEPTED);
    settles("k", SagaStatus.COMPENSATED);
    assertThat(outside.effects("hotel")).isEmpty();
  }

  @Tag("I6")
  @Test
  void givesTheFirstSagaForARepeatedKeyAndRefusesAnotherInput() {
    String first = run("k").orThrow();
    assertThat(run("k").orThrow()).isEqualTo(first);
    assertThat(node.amends.sagas().start(Booking.class, "k", "input").created()).isFalse();
    assertThat(booking.rows).hasSize(1);
    assertThatThrownBy(() -> node.amends.sagas().start(Booking.class, "k", "other"))
        .isInstanceOf(KeyReusedException.class);
  }

  @Tag("I4")
  @Test
  void existsIfAndOnlyIfTheCallersTransactionCommits() throws Exception {
    node.transactions.inNew(() -> node.amends.sagas().start(Booking.class, "kept", "input"));
    assertThatThrownBy(
            () ->
                node.transactions.inNew(
                    () -> {
                      node.amends.sagas().start(Booking.class, "gone", "input");
                      throw new IllegalStateException("rolled back");
                    }))
        .isInstanceOf(IllegalStateException.class);
    settles("kept", SagaStatus.SUCCEEDED);
    assertThat(node.amends.sagas().find(Booking.class, "gone")).isEmpty();
    assertThat(outside.effects("hotel")).hasSize(1);
  }

  @Test
  void refusesToWaitInsideATransaction() {
    assertThatThrownBy(() -> node.transactions.inNew(() -> run("k")))
        .isInstanceOf(InsideTransactionException.class);
    assertThat(node.amends.sagas().find(Booking.class, "k")).isEmpty();
  }

  @Tag("G4")
  @Test
  void answersInTimeAndUndoesInTheBackgroundWhenACallHangs() {
    outside.next("create hotel", Mood.HANG);
    long begun = System.nanoTime();
    RunResult<String> result =
        node.amends.sagas().run(Booking.class, "k", "input", Duration.ofMillis(150));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2_500));
    assertThat(result).isInstanceOfAny(RunResult.Undone.class, RunResult.Unsettled.class);
    settles("k", SagaStatus.COMPENSATED);
    assertThat(booking.rows).isEmpty();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void undoesWhenAPersonCancels() {
    outside.next("create hotel", Mood.NOT_SENT, Mood.HANG);
    node.amends.sagas().start(Booking.class, "k", "input");
    await().until(() -> outside.log.stream().filter("create hotel"::equals).count() == 2);
    assertThat(node.amends.operator().cancel(Order.on(view("k").id(), Actor.of("kim"), "no")))
        .isEqualTo(Answer.ACCEPTED);
    settles("k", SagaStatus.COMPENSATED);
    assertThat(view("k").cause().code()).isEqualTo("cancelled");
    assertThat(outside.effects("car")).isEmpty();
    assertThat(booking.rows).isEmpty();
  }

  @Tag("C4")
  @Test
  void anotherNodeFinishesWhatADeadOneBegan() {
    outside.next("create hotel", Mood.HANG);
    node.amends.sagas().start(Booking.class, "k", "input");
    await().until(() -> outside.log.contains("create hotel"));
    node.cutOff = true;
    Booking same = new Booking(outside, COMPENSATE);
    try (Node other = new Node(database, same)) {
      await()
          .until(
              () ->
                  other.amends.sagas().find(Booking.class, "k").orElseThrow().status()
                      == SagaStatus.SUCCEEDED);
    }
    assertThat(outside.effects("hotel")).hasSize(1);
    assertThat(outside.effects("mail")).hasSize(1);
    assertThat(outside.log).contains("find hotel");
  }

  @Test
  void aLostCommitAnswerChangesNothing() {
    AtomicInteger commits = new AtomicInteger();
    node.commits =
        (operation, rows) -> {
          boolean write = operation == StoreOperation.FLUSH || operation == StoreOperation.COMMIT;
          if (!write) {
            return Fault.NONE;
          }
          return switch (commits.incrementAndGet() % 3) {
            case 1 -> Fault.LOST_APPLIED;
            case 2 -> Fault.LOST_NOT_APPLIED;
            default -> Fault.NONE;
          };
        };
    RunResult<String> result = run("k");
    assertThat(result)
        .as("%s", node.amends.query().journal(result.id()))
        .isInstanceOf(RunResult.Succeeded.class);
    for (String name : List.of("hotel", "car", "train", "mail")) {
      assertThat(outside.effects(name)).hasSize(1);
    }
    assertThat(view("k").steps()).allMatch(step -> step.attempts() <= 1);
  }

  @Tag("late-look")
  @Test
  void aLateLookUndoesAnEffectThatCameAfterTheEnd() {
    outside.next("create hotel", Mood.LOSE_REQUEST, Mood.REJECT);
    assertThat(run("k")).isInstanceOf(RunResult.Undone.class);
    outside.add("hotel", "hotel-" + view("k").id());
    await().until(() -> outside.effects("hotel").isEmpty());
  }

  @Test
  void anUnreadablePayloadParksAndItsBytesStay() {
    node.close();
    node = new Node(database, new Letter());
    node.amends.sagas().start(Letter.class, "k", "unreadable scrawl");
    await()
        .until(
            () ->
                node.amends.sagas().find(Letter.class, "k").orElseThrow().status()
                    == SagaStatus.PARKED);
    SagaView parked = node.amends.sagas().find(Letter.class, "k").orElseThrow();
    assertThat(parked.reason()).isEqualTo(ParkReason.PAYLOAD_UNREADABLE);
    assertThat(parked.input()).isEqualTo("unreadable scrawl");
  }

  private static final class Letter implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "letter";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.remote("read", String.class, Run::input).idempotent().nothingToUndo();
    }
  }
}
