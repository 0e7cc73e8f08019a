package dev.amends.testkit.engine;

import static dev.amends.definition.Recovery.REPROCESS;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.Signal;
import dev.amends.definition.SagaBuilder;
import dev.amends.error.StoreUnavailableException;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.testkit.store.StoreOperation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Definitions that change while their sagas are under way (J1). */
class MigrationTest extends Cluster {
  private void before(SagaBuilder<String, String> saga) {
    saga.onFailure(REPROCESS);
    probed(saga, "seat");
    saga.await("paid", String.class, ofSeconds(60));
  }

  private void andATicket(SagaBuilder<String, String> saga) {
    before(saga);
    probed(saga, "ticket");
  }

  private void somethingElse(SagaBuilder<String, String> saga) {
    saga.onFailure(REPROCESS);
    probed(saga, "hotel");
    saga.await("paid", String.class, ofSeconds(60));
  }

  private Node waitingSaga(Consumer<SagaBuilder<String, String>> script) {
    Node node = node(script);
    start(node, "k");
    eventually(() -> facts("k", Fact.Succeeded.class).size() == 1);
    return node;
  }

  private static void pay(Node node) {
    node.amends.sagas().signal(Script.class, "k", Signal.of("paid", "p-1"));
  }

  @Tag("J1")
  @Test
  void aNodeWithAnotherVersionLeavesSagasToThoseThatHaveTheirs() {
    Node old = waitingSaga(this::before);
    Node other = node(this::andATicket);
    pass(ofMillis(1_500));
    assertThat(facts("k", Fact.Migrated.class)).isEmpty();
    pay(other);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.log).doesNotContain("create ticket");
    assertThat(old.amends.health().leased()).isTrue();
  }

  @Tag("J1")
  @Test
  void aSagaThatFitsGoesOnByTheNewVersionOnceTheOldOneIsGone() {
    Node old = waitingSaga(this::before);
    String hash = row("k").planHash();
    old.cutOff = true;
    Node other = node(this::andATicket);
    eventually(() -> facts("k", Fact.Migrated.class).size() == 1);
    assertThat(row("k").planHash()).isNotEqualTo(hash);
    pay(other);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.effects("seat")).hasSize(1);
    assertThat(outside.effects("ticket")).hasSize(1);
    assertThat(view(other, "k").steps()).hasSize(3);
  }

  @Tag("J1")
  @Test
  void aSagaThatDoesNotFitIsParked() {
    waitingSaga(this::before).close();
    Node other = node(this::somethingElse);
    parks("k", ParkReason.DEFINITION_CHANGED);
    assertThat(view(other, "k").cause().code()).isEqualTo("definition-changed");
    assertThat(outside.log).doesNotContain("create hotel");
  }

  @Tag("J1")
  @Test
  void aDatabaseThatDoesNotAnswerParksNoSaga() {
    waitingSaga(this::before).close();
    AtomicInteger asked = new AtomicInteger();
    Node other = node(this::andATicket);
    other.before =
        operation -> {
          if (operation == StoreOperation.PLAN && asked.incrementAndGet() <= 2) {
            throw new StoreUnavailableException("not now");
          }
        };
    eventually(() -> asked.get() > 2 && !facts("k", Fact.Migrated.class).isEmpty());
    pay(other);
    settles("k", SagaStatus.SUCCEEDED);
  }

  @Tag("J1")
  @Test
  void aNodeThatComesLateLeavesASagaToTheOneThatHasTakenIt() {
    waitingSaga(this::before).close();
    Node late = node(this::andATicket);
    AtomicBoolean waited = new AtomicBoolean();
    late.before =
        operation -> {
          if (operation == StoreOperation.JOURNAL && waited.compareAndSet(false, true)) {
            node(this::andATicket);
            eventually(() -> facts("k", Fact.Migrated.class).size() == 1);
          }
        };
    eventually(waited::get);
    settles("k", SagaStatus.RUNNING);
    pass(ofMillis(500));
    pay(late);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(facts("k", Fact.Migrated.class)).hasSize(1);
    assertThat(facts("k", Fact.Adopted.class)).hasSize(1);
  }

  @Test
  void ofTwoNodesWithTheNewVersionOneTakesIt() {
    waitingSaga(this::before).close();
    Node one = node(this::andATicket);
    node(this::andATicket);
    eventually(() -> facts("k", Fact.Migrated.class).size() == 1);
    pay(one);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(facts("k", Fact.Migrated.class)).hasSize(1);
    assertThat(outside.effects("ticket")).hasSize(1);
  }
}
