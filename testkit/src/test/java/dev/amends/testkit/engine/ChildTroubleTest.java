package dev.amends.testkit.engine;

import static java.util.Arrays.fill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.action.Each;
import dev.amends.action.Step;
import dev.amends.definition.ChildStep;
import dev.amends.definition.Recovery;
import dev.amends.definition.SagaBuilder;
import dev.amends.error.StoreUnavailableException;
import dev.amends.journal.Actor;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Answer;
import dev.amends.operator.Order;
import dev.amends.query.StepView;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.testkit.engine.Outside.Mood;
import dev.amends.testkit.store.StoreOperation;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Children when the database, the other side or a person gets in the way. */
class ChildTroubleTest extends Cluster {
  private void part(SagaBuilder<String, String> saga) {
    Step<String> inner = probed(saga, "inner");
    saga.returns(String.class, run -> run.get(inner));
  }

  private ChildStep<String, String> child(SagaBuilder<String, String> saga) {
    return saga.child("part", Part.class, String.class, run -> run.input());
  }

  private Node family(
      Consumer<SagaBuilder<String, String>> parent, Consumer<SagaBuilder<String, String>> child) {
    return node(new Script(parent), new Part(child));
  }

  private SagaRow only(String type) {
    return store.list(new SagaFilter(type, null, null, null, 10)).get(0);
  }

  @Test
  void beginsNoChildBesideOneWhoseInputCannotBeHad() {
    Node node =
        family(
            saga -> {
              Each<String> letters =
                  saga.forEach(String.class, run -> List.of("x", "y", "z"), letter -> letter);
              saga.child("part", Part.class, String.class, run -> inputOf(run.item(letters)))
                  .each(letters);
            },
            this::part);
    start(node, "k");
    settles("k", SagaStatus.COMPENSATED);
    assertThat(store.list(new SagaFilter(Part.TYPE, null, null, null, 10))).isEmpty();
  }

  private static String inputOf(String letter) {
    if (letter.equals("y")) {
      throw new IllegalStateException("no input");
    }
    return letter;
  }

  @Tag("E2")
  @Test
  void beginsTheChildLaterWhenNoNumberCanBeHadForIt() {
    Consumer<SagaBuilder<String, String>> parent =
        saga -> {
          probed(saga, "before");
          child(saga);
        };
    Node dies = family(parent, this::part);
    outside.next("create before", Mood.HANG);
    start(dies, "k");
    eventually(() -> logged("create before") == 1);
    dies.cutOff = true;
    AtomicInteger asked = new AtomicInteger();
    family(parent, this::part).before =
        operation -> {
          if (operation == StoreOperation.RESERVE_NUMBERS && asked.incrementAndGet() <= 2) {
            throw new StoreUnavailableException("no numbers now");
          }
        };
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(asked).hasValue(3);
  }

  @Tag("E3")
  @Test
  void letsAPersonVouchForTheUndoOfWhatAPersonVouchedFor() {
    Node node =
        family(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              child(saga);
              probed(saga, "after");
            },
            this::part);
    outside.next("create inner", Mood.REJECT);
    outside.next("create after", Mood.REJECT);
    start(node, "k");
    parks("k", ParkReason.STEP_FAILED);
    var operator = node.amends.operator();
    Order order = Order.on(view(node, "k").id(), Actor.of("kim"), "by phone");
    assertThat(operator.done(order, "part", "x", "a letter")).isEqualTo(Answer.ACCEPTED);
    eventually(() -> logged("create after") == 1 && status("k") == SagaStatus.PARKED);
    assertThat(operator.compensate(order)).isEqualTo(Answer.ACCEPTED);
    parks("k", ParkReason.UNKNOWN_OUTCOME);
    assertThat(operator.done(order, "part", "", "another letter")).isEqualTo(Answer.ACCEPTED);
    settles("k", SagaStatus.COMPENSATED);
  }

  @Tag("late-look")
  @Test
  void looksForLateEffectsOfAChildOnlyOnceItHasEndedAgain() {
    Node node =
        family(
            saga -> {
              child(saga);
              probed(saga, "after");
            },
            saga -> {
              saga.remote("inner", String.class, run -> outside.create("inner", run))
                  .probeAll(run -> outside.find("inner", run), id -> id)
                  .compensate((run, id) -> outside.delete("inner", run))
                  .retry(QUICK);
              probed(saga, "upon-it");
              saga.returns(String.class, run -> "done");
            });
    outside.next("create inner", Mood.NOT_SENT);
    outside.next("create after", Mood.REJECT);
    Mood[] stubborn = new Mood[200];
    fill(stubborn, Mood.REJECT);
    outside.next("delete upon-it", stubborn);
    start(node, "k");
    eventually(() -> only(Part.TYPE).status() == SagaStatus.PARKED);
    eventually(() -> attempts(node, "look") > 0);
    assertThat(outside.effects("inner")).as("what 'upon-it' was built on").hasSize(1);
    Order order = Order.on(only(Part.TYPE).id(), Actor.of("kim"), "by phone");
    assertThat(node.amends.operator().done(order, "upon-it", "", "a letter"))
        .isEqualTo(Answer.ACCEPTED);
    settles("k", SagaStatus.COMPENSATED);
    eventually(() -> only("amends.late-look").status() == SagaStatus.SUCCEEDED);
    assertThat(outside.effects("inner")).isEmpty();
  }

  private int attempts(Node node, String step) {
    return node.amends
        .query()
        .find(only("amends.late-look").id())
        .flatMap(look -> look.step(step))
        .map(StepView::attempts)
        .orElse(0);
  }
}
