package dev.amends.testkit.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.RunResult;
import dev.amends.action.Each;
import dev.amends.action.Step;
import dev.amends.definition.Recovery;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.outcome.Probed;
import dev.amends.query.StepView;
import dev.amends.testkit.engine.Outside.Mood;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Steps that are taken or not, once or for each item, and the one after which there is no way back.
 */
class FlowTest extends Cluster {
  private final AtomicInteger asked = new AtomicInteger();

  private RemoteStep<String, String> forItem(
      SagaBuilder<String, String> saga, String name, Each<String> items) {
    return saga.remote(name, String.class, run -> outside.create(name + run.item(items), run))
        .probe(run -> Probed.of(outside.find(name + run.item(items), run).stream().findFirst()))
        .compensate((run, id) -> outside.delete(name + run.item(items), run))
        .settle(ofMillis(50))
        .retry(QUICK)
        .each(items);
  }

  private Each<String> letters(SagaBuilder<String, String> saga) {
    return saga.forEach(
        String.class,
        run -> {
          asked.incrementAndGet();
          return List.of("x", "y", "z");
        },
        letter -> letter);
  }

  private RunResult<String> run(Node node, String key) {
    return node.amends.sagas().run(Script.class, key, "input", ofSeconds(5));
  }

  @Test
  void takesAStepForEachItemWithAKeyOfItsOwn() {
    Node node =
        node(
            saga -> {
              Step<String> seat = forItem(saga, "seat", letters(saga));
              saga.returns(String.class, run -> String.join(" ", run.all(seat).keySet()));
            });
    assertThat(run(node, "k").orThrow()).isEqualTo("x y z");
    assertThat(outside.keys.stream().map(key -> key.split(" ", -1)[1]).distinct()).hasSize(3);
    assertThat(view(node, "k").steps())
        .extracting(StepView::name)
        .containsExactly("seat[x]", "seat[y]", "seat[z]");
    assertThat(node.amends.query().journal(view(node, "k").id()).toString())
        .contains("seat[y]")
        .contains("x, y, z");
  }

  @Test
  void undoesTheItemsOfAListThatFailedForOne() {
    Node node =
        node(
            saga -> {
              probed(saga, "first");
              forItem(saga, "seat", letters(saga));
            });
    outside.next("create seaty", Mood.REJECT);
    assertThat(run(node, "k")).isInstanceOf(RunResult.Undone.class);
    for (String name : List.of("first", "seatx", "seaty", "seatz")) {
      assertThat(outside.effects(name)).as(name).isEmpty();
    }
    assertThat(outside.log.indexOf("delete first")).isEqualTo(outside.log.size() - 1);
  }

  @Tag("D3")
  @Test
  void keepsItsListAndItsVerdictsWhenItsNodeDies() {
    Consumer<SagaBuilder<String, String>> script =
        saga -> {
          Each<String> letters = letters(saga);
          forItem(saga, "seat", letters).when(run -> asked.incrementAndGet() > 0);
          probed(saga, "never").when(run -> false);
        };
    Node dies = node(script);
    outside.next("create seaty", Mood.HANG);
    start(dies, "k");
    eventually(() -> logged("create seaty") == 1 && facts("k", Fact.Succeeded.class).size() == 2);
    dies.cutOff = true;
    node(script);
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(asked).hasValue(2);
    for (String name : List.of("seatx", "seaty", "seatz")) {
      assertThat(outside.effects(name)).as(name).hasSize(1);
    }
    assertThat(outside.log).doesNotContain("create never");
    assertThat(facts("k", Fact.Verdict.class)).hasSize(2);
  }

  @Test
  void saysWhatIsWrongWithAList() {
    Node node =
        node(
            saga -> {
              saga.onFailure(Recovery.REPROCESS);
              forItem(saga, "seat", saga.forEach(String.class, run -> List.of("a", "a"), k -> k));
            });
    start(node, "k");
    parks("k", ParkReason.STEP_FAILED);
    assertThat(view(node, "k").step("seat").orElseThrow().failure().message())
        .contains("two items with the key 'a'");
    assertThat(outside.log).isEmpty();
  }

  @Tag("D4")
  @Test
  void refusesToReadWhatIsNotThere() {
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Node node =
        node(
            saga -> {
              Each<String> letters = letters(saga);
              Step<String> seats = forItem(saga, "seat", letters);
              saga.local(
                  "reads",
                  run -> {
                    thrown.add(catching(() -> run.get(seats)));
                    thrown.add(catching(() -> run.item(letters)));
                  });
            });
    run(node, "k").orThrow();
    assertThat(thrown.get(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(thrown.get(0)).hasMessageContaining("run.all");
    assertThat(thrown.get(1)).hasMessageContaining(".each");
  }

  private static Throwable catching(Checked work) {
    try {
      work.run();
      throw new AssertionError("nothing was thrown");
    } catch (Exception thrown) {
      return thrown;
    }
  }

  @Test
  void leavesOutWhatItsConditionSays() {
    Node node =
        node(
            saga -> {
              Step<String> gift = probed(saga, "gift").when(run -> run.input().equals("rich"));
              probed(saga, "bill");
              saga.returns(String.class, run -> run.find(gift).orElse("nothing"));
            });
    assertThat(run(node, "k").orThrow()).isEqualTo("nothing");
    assertThat(outside.log).containsExactly("create bill");
    assertThat(view(node, "k").step("gift").orElseThrow().status()).isEqualTo(StepStatus.SKIPPED);
  }

  @Test
  void runsConditionsAndListsOfLeadingLocalStepsWithTheStart() {
    Node node =
        node(
            saga -> {
              Each<String> letters = letters(saga);
              saga.local("row", run -> outside.add("row", run.item(letters)))
                  .compensate((run, done) -> {})
                  .each(letters);
              saga.local("odd", run -> outside.add("row", "odd")).nothingToUndo().when(r -> false);
              probed(saga, "call");
            });
    run(node, "k").orThrow();
    assertThat(outside.effects("row")).containsExactly("x", "y", "z");
    assertThat(journal("k").get(0).facts())
        .filteredOn(fact -> fact instanceof Fact.Succeeded)
        .hasSize(3);
  }

  @Test
  void startsNothingWhenALeadingConditionCannotTell() {
    Node node =
        node(
            saga ->
                saga.local("row", run -> {})
                    .when(
                        run -> {
                          throw new IllegalStateException("no idea");
                        }));
    assertThatThrownBy(() -> node.amends.sagas().start(Script.class, "k", "input"))
        .hasMessageContaining("no idea");
    assertThat(node.amends.sagas().find(Script.class, "k")).isEmpty();
  }

  private void payment(SagaBuilder<String, String> saga) {
    probed(saga, "seat");
    saga.remote("pay", String.class, run -> outside.create("pay", run))
        .probe(run -> Probed.of(outside.find("pay", run).stream().findFirst()))
        .settle(ofMillis(50))
        .retry(QUICK)
        .pivot();
    probed(saga, "ticket");
  }

  @Test
  void undoesUpToThePivotAndNeverPastIt() {
    Node node = node(this::payment);
    outside.next("create pay", Mood.REJECT);
    assertThat(run(node, "before")).isInstanceOf(RunResult.Undone.class);
    assertThat(outside.effects("seat")).isEmpty();
    outside.next("create ticket", Mood.REJECT);
    assertThat(run(node, "after")).isInstanceOf(RunResult.Parked.class);
    assertThat(row("after").reason()).isEqualTo(ParkReason.STEP_FAILED);
    assertThat(outside.effects("pay")).hasSize(1);
    assertThat(outside.effects("seat")).hasSize(1);
  }

  @Test
  void settlesALostAnswerOfThePivot() {
    Node node = node(this::payment);
    outside.next("create pay", Mood.LOSE_ANSWER);
    run(node, "k").orThrow();
    assertThat(outside.effects("pay")).hasSize(1);
    assertThat(logged("create pay")).isEqualTo(1);
  }

  @Tag("deadline")
  @Test
  void pastThePivotACallHasAllOfItsTimeWhateverTheDeadlineLeaves() {
    List<Duration> left = new CopyOnWriteArrayList<>();
    Node node =
        node(
            saga -> {
              saga.local("pivot", run -> Thread.sleep(300)).pivot();
              saga.remote("after", run -> left.add(run.timeLeft()))
                  .atMostOnce()
                  .timeout(ofSeconds(20));
            });
    var unused = node.amends.sagas().run(Script.class, "k", "input", ofMillis(100));
    eventually(() -> view(node, "k").status() == SagaStatus.SUCCEEDED);
    assertThat(left).singleElement().matches(time -> time.compareTo(ofSeconds(10)) > 0);
  }
}
