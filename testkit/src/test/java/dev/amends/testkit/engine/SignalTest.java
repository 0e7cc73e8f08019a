package dev.amends.testkit.engine;

import static dev.amends.definition.Recovery.REPROCESS;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.RunResult;
import dev.amends.Signal;
import dev.amends.action.Step;
import dev.amends.definition.SagaBuilder;
import dev.amends.error.StoreUnavailableException;
import dev.amends.journal.Actor;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Order;
import dev.amends.testkit.engine.Outside.Mood;
import dev.amends.testkit.store.StoreOperation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sagas that wait for signals from outside (F1 to F3). */
class SignalTest extends Cluster {
  private final List<String> refunds = new CopyOnWriteArrayList<>();

  private Consumer<SagaBuilder<String, String>> booking(Duration within) {
    return saga -> {
      probed(saga, "seat");
      Step<String> paid =
          saga.await("paid", String.class, within)
              .compensate((run, payment) -> refunds.add(payment));
      probed(saga, "ticket");
      saga.returns(String.class, run -> run.get(paid));
    };
  }

  private static boolean signal(Node node, String key, String payment) {
    return node.amends
        .sagas()
        .signal(Script.class, key, Signal.of("paid", payment).withId(payment));
  }

  private void waits(String key) {
    eventually(() -> facts(key, Fact.Succeeded.class).size() == 1);
  }

  @Test
  void goesOnWithWhatTheSignalBrings() {
    Node node = node(booking(ofSeconds(10)));
    start(node, "k");
    waits("k");
    assertThat(signal(node, "k", "p-1")).isTrue();
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(node.amends.sagas().await(Script.class, "k", ofSeconds(1)).orElseThrow().orThrow())
        .isEqualTo("p-1");
    assertThat(refunds).isEmpty();
  }

  @Tag("F2")
  @Test
  void keepsASignalThatComesBeforeItsSaga() {
    Node node = node(booking(ofSeconds(10)));
    assertThat(signal(node, "k", "p-1")).isTrue();
    assertThat(signal(node, "k", "p-1")).as("the same again").isFalse();
    start(node, "k");
    settles("k", SagaStatus.SUCCEEDED);
  }

  @Tag("F1")
  @Test
  void bringsASignalFromAnotherNodeAlsoToASagaThatLeftMemory() {
    Consumer<SagaBuilder<String, String>> script = booking(ofSeconds(30));
    Node node = node(Node.settings(ofMillis(600), ofMillis(1), 16, 1_000), script);
    Node other = node(script);
    start(node, "k");
    eventually(() -> row("k").owner() == null);
    assertThat(signal(other, "k", "p-1")).isTrue();
    settles("k", SagaStatus.SUCCEEDED);
  }

  @Test
  void aSignalThatCameEarlyToASagaThatLeftMemoryIsTakenWhenItsStepWaits() {
    Node node =
        node(
            Node.settings(ofMillis(600), ofMillis(1), 16, 1_000),
            saga -> {
              probed(saga, "seat");
              saga.await("agreed", String.class, ofSeconds(30));
              saga.await("paid", String.class, ofSeconds(40));
              probed(saga, "ticket");
            });
    start(node, "k");
    eventually(() -> row("k").owner() == null);
    signal(node, "k", "p-1");
    eventually(() -> facts("k", Fact.Adopted.class).size() == 1);
    pass(ofMillis(300));
    assertThat(facts("k", Fact.Adopted.class)).as("not woken again and again").hasSize(1);
    node.amends.sagas().signal(Script.class, "k", Signal.of("agreed", "yes"));
    settles("k", SagaStatus.SUCCEEDED);
  }

  /** F4: nothing has happened yet that could be put on record with the wait. */
  @Tag("F4")
  @Test
  void leavesMemoryWhileItsFirstStepWaits() {
    Node node =
        node(
            Node.settings(ofMillis(600), ofMillis(100), 16, 1_000),
            saga -> {
              Step<String> paid = saga.await("paid", String.class, ofMinutes(10));
              saga.returns(String.class, run -> run.get(paid));
            });
    start(node, "k");
    eventually(() -> node.amends.health().driving() == 0);
    assertThat(row("k").owner()).isNull();
    assertThat(row("k").due()).isNotNull();
    int position = journal("k").size();
    pass(ofMillis(300));
    assertThat(journal("k")).as("it rests once").hasSize(position);
    assertThat(signal(node, "k", "p-1")).isTrue();
    settles("k", SagaStatus.SUCCEEDED);
  }

  @Tag("F4")
  @Test
  void survivesTheDeathOfItsNodeWhileItWaits() {
    Consumer<SagaBuilder<String, String>> script = booking(ofSeconds(30));
    Node dies = node(script);
    start(dies, "k");
    waits("k");
    dies.cutOff = true;
    Node other = node(script);
    signal(other, "k", "p-1");
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.effects("seat")).hasSize(1);
  }

  @Tag("F3")
  @Test
  void undoesTheSagaWhenNoSignalComesAndGivesALateOneBack() {
    Node node = node(booking(ofMillis(300)));
    start(node, "k");
    settles("k", SagaStatus.COMPENSATED);
    assertThat(outside.effects("seat")).isEmpty();
    assertThat(view(node, "k").cause().code()).isEqualTo("signal-missing");
    assertThat(signal(node, "k", "p-late")).isTrue();
    eventually(() -> refunds.equals(List.of("p-late")));
    signal(node, "k", "p-late");
    signal(node, "k", "p-later");
    eventually(() -> refunds.equals(List.of("p-late", "p-later")));
  }

  @Test
  void givesASecondPaymentBackAndTheSameOneIsOne() {
    Node node = node(booking(ofSeconds(10)));
    start(node, "k");
    waits("k");
    signal(node, "k", "p-1");
    settles("k", SagaStatus.SUCCEEDED);
    signal(node, "k", "p-1");
    signal(node, "k", "p-2");
    eventually(() -> refunds.equals(List.of("p-2")));
    pass(ofMillis(300));
    assertThat(refunds).containsExactly("p-2");
  }

  @Test
  void compensatesASignalThatWasTaken() {
    Node node = node(booking(ofSeconds(10)));
    outside.next("create ticket", Mood.REJECT);
    start(node, "k");
    signal(node, "k", "p-1");
    settles("k", SagaStatus.COMPENSATED);
    assertThat(refunds).containsExactly("p-1");
    assertThat(outside.effects("seat")).isEmpty();
  }

  @Tag("F3")
  @Test
  void takesASignalThatWasStoredWhenItsTimeRanOut() {
    Node node = node(booking(ofMillis(400)));
    node.before =
        operation -> {
          if (operation == StoreOperation.POLL_MAIL) {
            throw new StoreUnavailableException("nobody brings letters");
          }
        };
    start(node, "k");
    waits("k");
    signal(node, "k", "p-1");
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(refunds).isEmpty();
  }

  @Test
  void aParkedSagaKeepsItsSignalsUntilItIsResumed() {
    Node node =
        node(
            saga -> {
              saga.onFailure(REPROCESS);
              probed(saga, "seat");
              saga.await("paid", String.class, ofMillis(200));
            });
    start(node, "k");
    parks("k", ParkReason.STEP_FAILED);
    signal(node, "k", "p-1");
    node.amends
        .operator()
        .resume(Order.on(view(node, "k").id(), Actor.of("kim"), "they have paid"));
    settles("k", SagaStatus.SUCCEEDED);
  }

  @Test
  void storesASignalWithTheCallersTransaction() throws Exception {
    Node node = node(booking(ofSeconds(10)));
    start(node, "k");
    assertThatThrownBy(
            () ->
                node.transactions.inNew(
                    () -> {
                      signal(node, "k", "p-1");
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(store.mailbox().of(row("k").address())).isEmpty();
    node.transactions.inNew(() -> signal(node, "k", "p-2"));
    settles("k", SagaStatus.SUCCEEDED);
    RunResult<String> result =
        node.amends.sagas().await(Script.class, "k", ofSeconds(1)).orElseThrow();
    assertThat(result.orThrow()).isEqualTo("p-2");
  }

  @Test
  void saysWhatIsWrongWithASignal() {
    Node node = node(booking(ofSeconds(10)));
    assertThatThrownBy(() -> node.amends.sagas().signal(Script.class, "k", Signal.of("pay", "p")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[paid]");
    assertThatThrownBy(() -> node.amends.sagas().signal(Script.class, "k", Signal.of("paid", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
    assertThatThrownBy(() -> Signal.of("paid", "p").withId(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
