package dev.amends.plan;

import static dev.amends.definition.Recovery.REPROCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.amends.action.Done;
import dev.amends.definition.LocalStep;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;
import dev.amends.error.InvalidDefinitionException;
import dev.amends.outcome.Probed;
import dev.amends.sample.Sample;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake of a definition, and that the message says how to mend it. */
class PlanMistakesTest {
  private static Plan compile(String name, Consumer<SagaBuilder<String, String>> steps) {
    return new PlanCompiler(Sample.CALL_TIMEOUT).compile(new Sample(name, steps));
  }

  private static String mistake(Consumer<SagaBuilder<String, String>> steps) {
    return mistake("sample", steps);
  }

  private static String mistake(String name, Consumer<SagaBuilder<String, String>> steps) {
    InvalidDefinitionException refused =
        catchThrowableOfType(InvalidDefinitionException.class, () -> compile(name, steps));
    assertThat(refused).isNotNull();
    assertThat(refused.code()).isEqualTo("definition.invalid");
    assertThat(refused).hasMessageContaining("'" + name + "'").hasMessageContaining("Sample");
    return refused.getMessage();
  }

  private static void fine(Consumer<SagaBuilder<String, String>> steps) {
    assertThatCode(() -> compile("sample", steps)).doesNotThrowAnyException();
  }

  private static LocalStep<String, Done> local(SagaBuilder<String, String> saga, String name) {
    return saga.local(name, run -> {}).nothingToUndo();
  }

  private static RemoteStep<String, Done> probed(SagaBuilder<String, String> saga, String name) {
    return saga.remote(name, run -> {}).probe(run -> Probed.absent()).compensate((run, done) -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Project", "a_b", "a b", ".a", "-a", "ä", "a\n"})
  void refusesNamesThatCannotBeStoredWell(String name) {
    String rule = "must be 1 to 100 of a-z, 0-9, '.' and '-', starting with a letter or digit";
    assertThat(mistake(name, saga -> local(saga, "a")))
        .contains("its name, '" + name + "', " + rule);
    assertThat(mistake(saga -> local(saga, name))).contains("the name of a step").contains(rule);
    assertThat(mistake(saga -> saga.together(name, local(saga, "a"), local(saga, "b"))))
        .contains("the name of a group")
        .contains(rule);
  }

  @Test
  void refusesNamesOfMoreThanAHundredCharacters() {
    assertThat(mistake(saga -> local(saga, "x".repeat(101)))).contains("1 to 100");
    fine(saga -> local(saga, "x".repeat(100)));
    fine(saga -> local(saga, "project.create-2"));
  }

  @Test
  void refusesADefinitionWithoutSteps() {
    assertThat(mistake(saga -> {})).contains("declares no step").contains("at least one");
  }

  @Test
  void refusesMoreStepsThanAreAllowed() {
    assertThat(mistake(saga -> steps(saga, 501)))
        .contains("501 steps")
        .contains("at most 500")
        .contains("split it into several sagas");
    fine(saga -> steps(saga, 500));
  }

  private static void steps(SagaBuilder<String, String> saga, int count) {
    for (int i = 0; i < count; i++) {
      local(saga, "s" + i);
    }
  }

  @Test
  void refusesTwoStepsOfOneName() {
    assertThat(
            mistake(
                saga -> {
                  local(saga, "a");
                  probed(saga, "a");
                }))
        .contains("two steps are named 'a'; give each its own name");
  }

  @Test
  void refusesTwoGroupsOfOneName() {
    assertThat(
            mistake(
                saga -> {
                  saga.together("g", local(saga, "a"), local(saga, "b"));
                  saga.together("g", local(saga, "c"), local(saga, "d"));
                }))
        .as("they would run as one")
        .contains("two groups are named 'g'; give each its own name");
  }

  @Tag("remote-step")
  @Test
  void refusesARemoteStepThatDoesNotSayHowItIsSafeToRepeat() {
    assertThat(mistake(saga -> saga.remote("a", run -> {})))
        .contains("'a' does not say how it is safe to repeat")
        .contains(".probe(…), .probeAll(…), .idempotent(), .atMostOnce() or .readOnly()");
  }

  @Test
  void refusesToUndoWhatHasNoEffect() {
    assertThat(mistake(saga -> saga.remote("a", run -> {}).readOnly().compensate((r, d) -> {})))
        .contains("'a' is read-only and has a compensation; drop one of the two");
    assertThat(mistake(saga -> saga.remote("a", run -> {}).readOnly().compensateUnknown(r -> {})))
        .contains("drop one of the two");
  }

  @Test
  void demandsACompensationWhereALaterStepMayFail() {
    String rule = "has no compensation although another step may fail after it; add .compensate(…)";
    Consumer<SagaBuilder<String, String>> two =
        saga -> {
          saga.local("a", run -> {});
          saga.local("b", run -> {});
        };
    assertThat(mistake(two))
        .contains("step 'a' " + rule)
        .contains(".nothingToUndo()")
        .doesNotContain("step 'b'");
    fine(saga -> two.accept(saga.onFailure(REPROCESS)));
    fine(saga -> saga.local("a", run -> {}));
  }

  @Test
  void demandsACompensationOfEveryStepOfAGroupAlsoOfTheLastOne() {
    assertThat(mistake(saga -> saga.together("g", probed(saga, "a"), saga.local("b", run -> {}))))
        .contains("step 'b' has no compensation");
  }

  @Test
  void demandsNoCompensationOfWhatMayStayOrHasNoEffect() {
    fine(
        saga -> {
          saga.local("a", run -> {}).nothingToUndo();
          saga.remote("b", run -> {}).readOnly();
          saga.remote("c", run -> {}).idempotent().nothingToUndo();
          saga.remote("d", run -> {}).atMostOnce().compensateUnknown(run -> {});
          saga.remote("e", run -> {}).probeAll(run -> java.util.List.of(), done -> done);
        });
  }

  @Test
  void demandsAnUndoByKeyOfAnIdempotentStep() {
    assertThat(mistake(saga -> saga.remote("a", run -> {}).idempotent().compensate((run, d) -> {})))
        .contains("idempotent step 'a' cannot be undone while nobody knows whether it happened")
        .contains(".compensateUnknown(…), which works by run.idempotencyKey() alone")
        .contains(".nothingToUndo()");
    fine(saga -> saga.remote("a", run -> {}).idempotent().compensateUnknown(run -> {}));
    fine(
        saga -> {
          saga.onFailure(REPROCESS);
          saga.remote("a", run -> {}).idempotent();
        });
  }

  @Test
  void refusesAGroupThatDoesNotNameTheStepsJustBeforeIt() {
    String rule =
        "group 'g' must name at least two steps, exactly those declared just before it and in that order";
    assertThat(mistake(saga -> saga.together("g", local(saga, "a")))).contains(rule);
    assertThat(mistake(saga -> local(saga.together("g"), "a"))).contains(rule);
    assertThat(
            mistake(
                saga -> {
                  var a = local(saga, "a");
                  var b = local(saga, "b");
                  saga.together("g", b, a);
                }))
        .as("another order")
        .contains(rule);
    assertThat(
            mistake(
                saga -> {
                  var a = local(saga, "a");
                  var b = local(saga, "b");
                  local(saga, "c");
                  saga.together("g", a, b);
                }))
        .as("not just before")
        .contains(rule);
    assertThat(
            mistake(
                saga -> {
                  var a = local(saga, "a");
                  var b = local(saga, "b");
                  saga.together("f", a, b);
                  saga.together("g", a, b);
                }))
        .as("in a group already")
        .contains(rule);
    assertThat(mistake(saga -> saga.together("g", () -> "x", local(saga, "b"))))
        .as("a step of another definition")
        .contains(rule);
  }

  @Tag("start-up-checks")
  @Test
  void namesAllMistakesAtOnce() {
    String message =
        mistake(
            "Bad",
            saga -> {
              saga.remote("a", run -> {});
              saga.remote("a", run -> {}).idempotent().compensate((run, done) -> {});
            });
    assertThat(message)
        .contains("its name, 'Bad'")
        .contains("two steps are named 'a'")
        .contains("does not say how it is safe to repeat")
        .contains("idempotent step 'a'");
    assertThat(message.lines().filter(line -> line.startsWith("  - "))).hasSize(4);
  }

  @Test
  void refusesTimesThatCannotBeMeant() {
    assertThatThrownBy(() -> compile("sample", saga -> probed(saga, "a").timeout(Duration.ZERO)))
        .hasMessageContaining("time-out of step 'a' must be above 0");
    Duration negative = Duration.ofMillis(-1);
    assertThatThrownBy(() -> compile("sample", saga -> probed(saga, "a").timeout(negative)))
        .hasMessageContaining("must be above 0");
    assertThatThrownBy(() -> compile("sample", saga -> probed(saga, "a").settle(negative)))
        .hasMessageContaining("settle time of step 'a' cannot be negative");
    fine(saga -> probed(saga, "a").settle(Duration.ZERO));
  }

  @Tag("G1")
  @Test
  void refusesAPivotThatCannotBeOne() {
    assertThat(
            mistake(
                saga -> {
                  probed(saga, "a").pivot();
                  probed(saga, "b").pivot();
                }))
        .contains("the steps 'a', 'b' are all marked .pivot()");
    assertThat(mistake(saga -> saga.together("g", probed(saga, "a").pivot(), probed(saga, "b"))))
        .contains("step 'a' is the pivot and in group 'g'");
    assertThat(mistake(saga -> saga.remote("a", run -> {}).atMostOnce().pivot()))
        .contains("step 'a' is the pivot, and a lost answer could not be settled");
    assertThat(
            mistake(
                saga ->
                    probed(saga, "a")
                        .pivot()
                        .each(saga.forEach(String.class, run -> List.of(), item -> item))))
        .contains("step 'a' is the pivot and taken for each item");
  }

  @Test
  void demandsCompensationsUpToThePivotOnly() {
    fine(
        saga -> {
          probed(saga, "a");
          saga.remote("b", run -> {}).idempotent().pivot();
          saga.remote("c", run -> {}).idempotent();
        });
    assertThat(
            mistake(
                saga -> {
                  saga.local("a", run -> {});
                  probed(saga, "b").pivot();
                }))
        .contains("step 'a' has no compensation");
  }

  @Test
  void demandsACompensationOfEveryItem() {
    assertThat(
            mistake(
                saga ->
                    saga.local("a", run -> {})
                        .each(saga.forEach(String.class, run -> List.of(), item -> item))))
        .contains("step 'a' has no compensation");
  }

  @Test
  void refusesAWaitWithoutTime() {
    assertThatThrownBy(
            () -> compile("sample", saga -> saga.await("a", String.class, Duration.ZERO)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a' is waited for must be above 0");
  }
}
