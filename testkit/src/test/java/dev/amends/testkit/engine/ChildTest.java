package dev.amends.testkit.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.RunResult;
import dev.amends.action.Each;
import dev.amends.action.Step;
import dev.amends.definition.ChildStep;
import dev.amends.definition.Recovery;
import dev.amends.definition.SagaBuilder;
import dev.amends.journal.Actor;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.operator.Answer;
import dev.amends.operator.Order;
import dev.amends.query.SagaView;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.testkit.engine.Outside.Mood;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sagas that do steps of others: E1 to E4, and "Child" of the meaning. */
class ChildTest extends Cluster {
  private void part(SagaBuilder<String, String> saga) {
    Step<String> inner = probed(saga, "inner");
    saga.returns(String.class, run -> run.get(inner));
  }

  private ChildStep<String, String> child(SagaBuilder<String, String> saga) {
    return saga.child("part", Part.class, String.class, run -> run.input() + "!");
  }

  private Node family(
      Consumer<SagaBuilder<String, String>> parent, Consumer<SagaBuilder<String, String>> child) {
    return node(new Script(parent), new Part(child));
  }

  private RunResult<String> run(Node node) {
    return node.amends.sagas().run(Script.class, "k", "input", ofSeconds(10));
  }

  private SagaRow childRow() {
    return childRows().get(0);
  }

  private List<SagaRow> childRows() {
    return store.list(new SagaFilter(Part.TYPE, null, null, null, 10));
  }

  private List<Fact> childFacts() {
    return store.journal(childRow().address()).stream()
        .flatMap(entry -> entry.read().facts().stream())
        .toList();
  }

  private void childIs(SagaStatus status) {
    eventually(() -> childRow().status() == status);
  }

  @Tag("child")
  @Test
  void givesWhatTheChildGave() {
    Node node =
        family(
            saga -> {
              Step<String> step = child(saga);
              saga.returns(String.class, run -> run.get(step));
            },
            saga -> {
              Step<String> inner = probed(saga, "inner");
              saga.returns(String.class, run -> run.input() + run.get(inner).substring(0, 5));
            });
    assertThat(run(node).orThrow()).isEqualTo("input!inner");
    assertThat(childRow().key()).isEqualTo(view(node, "k").id() + "/part/1");
    assertThat(childRow().status()).isEqualTo(SagaStatus.SUCCEEDED);
    assertThat(store.mailbox().of(row("k").address())).isEmpty();
  }

  @Tag("child")
  @Test
  void parentAndChildNameEachOther() {
    Node node = family(this::child, this::part);
    assertThat(run(node)).isInstanceOf(RunResult.Succeeded.class);
    SagaView parent = view(node, "k");
    SagaView child = node.amends.query().find(childRow().id()).orElseThrow();
    assertThat(parent.step("part").orElseThrow().child()).isEqualTo(child.id());
    assertThat(parent.parent()).isNull();
    assertThat(child.parent()).isEqualTo(parent.id());
    assertThat(child.step("inner").orElseThrow().child()).isNull();
  }

  @Tag("E3")
  @Test
  void undoesTheChildThatSucceededWhenALaterStepFails() {
    Node node =
        family(
            saga -> {
              probed(saga, "before");
              child(saga);
              probed(saga, "after");
            },
            this::part);
    outside.next("create after", Mood.REJECT);
    assertThat(run(node)).isInstanceOf(RunResult.Undone.class);
    assertThat(childRow().status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(childFacts()).anyMatch(Fact.Recalled.class::isInstance);
    assertThat(outside.effects("inner")).isEmpty();
    assertThat(outside.effects("before")).isEmpty();
    assertThat(outside.log.indexOf("delete inner"))
        .isLessThan(outside.log.indexOf("delete before"));
    assertThat(view(node, "k").step("part").orElseThrow().status())
        .isEqualTo(StepStatus.COMPENSATED);
  }

  @Test
  void failsWithTheCauseOfAChildThatIsUndone() {
    Node node =
        family(
            saga -> {
              probed(saga, "before");
              child(saga);
            },
            this::part);
    outside.next("create inner", Mood.REJECT);
    RunResult<String> result = run(node);
    assertThat(result).isInstanceOf(RunResult.Undone.class);
    assertThat(((RunResult.Undone<String>) result).cause().httpStatus()).isEqualTo(422);
    assertThat(((RunResult.Undone<String>) result).step()).isEqualTo("part");
    assertThat(outside.effects("before")).isEmpty();
  }

  @Test
  void stopsTheChildOfAFailedGroup() {
    Node node =
        family(
            saga -> {
              var part = child(saga);
              var other = probed(saga, "other");
              saga.together("both", part, other);
            },
            saga -> {
              probed(saga, "inner");
              saga.await("never", String.class, ofMinutes(10));
              saga.returns(String.class, run -> "done");
            });
    outside.next("create other", Mood.NOT_SENT, Mood.REJECT);
    assertThat(run(node)).isInstanceOf(RunResult.Undone.class);
    assertThat(childRow().status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(outside.effects("inner")).isEmpty();
  }

  @Tag("E3")
  @Test
  void waitsForAParkedChildUntilAPersonResumesIt() {
    Node node =
        family(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              child(saga);
              probed(saga, "after");
            },
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              probed(saga, "inner");
              saga.returns(String.class, run -> "done");
            });
    outside.next("create inner", Mood.REJECT);
    start(node, "k");
    childIs(SagaStatus.PARKED);
    assertThat(status("k")).isEqualTo(SagaStatus.RUNNING);
    Answer answer =
        node.amends.operator().resume(Order.on(childRow().id(), Actor.of("kim"), "again"));
    assertThat(answer).isEqualTo(Answer.ACCEPTED);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(outside.effects("inner")).hasSize(1);
  }

  @Test
  void beginsAnotherChildWhenAPersonResumesItsStep() {
    Node node =
        family(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              child(saga);
            },
            this::part);
    outside.next("create inner", Mood.REJECT);
    start(node, "k");
    parks("k", ParkReason.STEP_FAILED);
    SagaView parked = view(node, "k");
    node.amends.operator().resume(Order.on(parked.id(), Actor.of("kim"), "again"));
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(facts("k", Fact.ChildStarted.class)).hasSize(2);
    assertThat(childRows())
        .extracting(SagaRow::key)
        .containsExactlyInAnyOrder(parked.id() + "/part/1", parked.id() + "/part/2");
  }

  @Tag("E4")
  @Test
  void handsItsDeadlineDown() {
    Node node =
        family(
            this::child,
            saga -> {
              probed(saga, "inner");
              saga.await("never", String.class, ofMinutes(10));
              saga.returns(String.class, run -> "done");
            });
    RunResult<String> result = node.amends.sagas().run(Script.class, "k", "input", ofMillis(400));
    settles("k", SagaStatus.COMPENSATED);
    assertThat(result.getClass()).isIn(RunResult.Undone.class, RunResult.Unsettled.class);
    assertThat(outside.effects("inner")).isEmpty();
  }

  @Tag("E4")
  @Test
  void handsACancelDown() {
    Node node =
        family(
            saga -> {
              probed(saga, "before");
              child(saga);
            },
            saga -> {
              probed(saga, "inner");
              saga.await("never", String.class, ofMinutes(10));
              saga.returns(String.class, run -> "done");
            });
    start(node, "k");
    eventually(() -> outside.effects("inner").size() == 1);
    node.amends.operator().cancel(Order.on(view(node, "k").id(), Actor.of("kim"), "no"));
    settles("k", SagaStatus.COMPENSATED);
    childIs(SagaStatus.COMPENSATED);
    assertThat(outside.effects("inner")).isEmpty();
    assertThat(outside.effects("before")).isEmpty();
  }

  @Tag("E2")
  @Test
  void keepsTheChildThatBeganWhenTheNodeDies() {
    Consumer<SagaBuilder<String, String>> parent =
        saga -> {
          Step<String> step = child(saga);
          saga.returns(String.class, run -> run.get(step));
        };
    Node dies = family(parent, this::part);
    outside.next("create inner", Mood.HANG);
    start(dies, "k");
    eventually(() -> logged("create inner") == 1);
    dies.cutOff = true;
    family(parent, this::part);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(facts("k", Fact.ChildStarted.class)).hasSize(1);
    assertThat(outside.effects("inner")).hasSize(1);
  }

  @Test
  void hasOneChildForEachItem() {
    Node node =
        family(
            saga -> {
              Each<String> letters =
                  saga.forEach(String.class, run -> List.of("x", "y", "z"), letter -> letter);
              Step<String> each =
                  saga.child("part", Part.class, String.class, run -> run.item(letters))
                      .each(letters);
              saga.returns(String.class, run -> String.join("", run.all(each).values()));
            },
            saga -> {
              idempotent(saga, "inner");
              saga.returns(String.class, run -> run.input());
            });
    assertThat(run(node).orThrow()).isEqualTo("xyz");
    assertThat(outside.effects("inner")).hasSize(3);
  }

  @Test
  void undoesAChildPastItsPivotByTheStepsOwnCompensation() {
    Node node =
        family(
            saga -> {
              child(saga).compensate((run, given) -> outside.log.add("refund " + given));
              probed(saga, "after");
            },
            saga -> {
              probed(saga, "inner").pivot();
              saga.returns(String.class, run -> "done");
            });
    outside.next("create after", Mood.REJECT);
    assertThat(run(node)).isInstanceOf(RunResult.Undone.class);
    assertThat(childRow().status()).isEqualTo(SagaStatus.SUCCEEDED);
    assertThat(logged("refund done")).isEqualTo(1);
  }

  @Test
  void failsTheStepWhoseInputCannotBeHad() {
    Node node =
        family(
            saga ->
                saga.child(
                    "part",
                    Part.class,
                    String.class,
                    run -> {
                      throw new IllegalStateException("no input");
                    }),
            this::part);
    assertThat(run(node)).isInstanceOf(RunResult.Undone.class);
    assertThat(childRows()).isEmpty();
  }

  @Tag("E3")
  @Test
  void refusesFamiliesThatCannotWork() {
    assertThatThrownBy(
            () ->
                family(
                    saga -> {
                      child(saga);
                      probed(saga, "after");
                    },
                    saga -> {
                      probed(saga, "inner").pivot();
                      saga.returns(String.class, run -> "done");
                    }))
        .hasMessageContaining("step 'part'")
        .hasMessageContaining("cannot be undone any more");
    assertThatThrownBy(() -> family(this::child, this::child))
        .hasMessageContaining("does a step of itself");
    assertThatThrownBy(() -> family(this::child, saga -> probed(saga, "inner")))
        .hasMessageContaining("which gives dev.amends.action.Done, not java.lang.String");
    assertThatThrownBy(() -> family(this::child, saga -> part(saga.exclusive(in -> in))))
        .hasMessageContaining("exclusive key");
    assertThatThrownBy(() -> node(this::child))
        .hasMessageContaining("not among this application's saga definitions");
  }
}
