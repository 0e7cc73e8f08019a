package dev.amends.machine;

import static dev.amends.definition.Recovery.COMPENSATE;
import static dev.amends.definition.Recovery.REPROCESS;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.Recovery;
import dev.amends.definition.SagaBuilder;
import dev.amends.outcome.Probed;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every way of small sagas with up to three troubles on it: refusals, lost requests and answers,
 * failing probes and undos, crashes before and after an effect, cancels, resumes, orders to undo.
 */
class MachineExplorationTest {
  private static Explorer explore(
      Recovery recovery, int troubles, Consumer<SagaBuilder<String, Void>> steps) {
    Explorer explorer = new Explorer(ExploredSaga.plan(recovery, steps), troubles);
    explorer.explore();
    return explorer;
  }

  @Tag("guarantee-compensation")
  @Test
  void aSequenceOfAllKindsIsFinishedOrUndoneOrParked() {
    Explorer explored =
        explore(
            COMPENSATE,
            4,
            saga -> {
              ExploredSaga.local(saga, "local");
              ExploredSaga.probed(saga, "probed");
              ExploredSaga.idempotent(saga, "idempotent");
            });
    assertThat(explored.succeeded).isGreaterThan(100);
    assertThat(explored.compensated).isGreaterThan(1_000);
    assertThat(explored.parked).isGreaterThan(10);
  }

  @Tag("guarantee-remote")
  @Test
  void aStepThatMustNotBeCalledTwiceNeverIs() {
    Explorer explored =
        explore(
            COMPENSATE,
            4,
            saga -> {
              ExploredSaga.probed(saga, "probed");
              ExploredSaga.once(saga, "once");
            });
    assertThat(explored.parked).isGreaterThan(100);
  }

  @Test
  void aGroupIsFinishedOrUndoneAsAWhole() {
    Explorer explored =
        explore(
            COMPENSATE,
            3,
            saga -> {
              ExploredSaga.local(saga, "local");
              var left = ExploredSaga.probed(saga, "left");
              var right = ExploredSaga.idempotent(saga, "right");
              saga.together("both", left, right);
              ExploredSaga.probed(saga, "last");
            });
    assertThat(explored.succeeded).isGreaterThan(100);
    assertThat(explored.compensated).isGreaterThan(1_000);
  }

  @Tag("pivot")
  @Tag("guarantee-compensation")
  @Test
  void thePivotIsNeverUndoneAndLeadsOnlyForward() {
    Explorer explored =
        explore(
            COMPENSATE,
            4,
            saga -> {
              ExploredSaga.probed(saga, "before");
              saga.remote("pivot", run -> {}).probe(run -> Probed.absent()).pivot();
              ExploredSaga.idempotent(saga, "after");
            });
    assertThat(explored.succeeded).isGreaterThan(100);
    assertThat(explored.compensated).isGreaterThan(100);
    assertThat(explored.parked).isGreaterThan(100);
  }

  @Test
  void anIdempotentPivotIsRepeatedWithItsKeyUntilItIsSettled() {
    Explorer explored =
        explore(
            COMPENSATE,
            4,
            saga -> {
              ExploredSaga.local(saga, "before");
              saga.remote("pivot", run -> {}).idempotent().pivot();
              ExploredSaga.probed(saga, "after");
            });
    assertThat(explored.succeeded).isGreaterThan(100);
    assertThat(explored.parked).isGreaterThan(100);
  }

  @Test
  void stepsAreTakenOrLeftOutByOneVerdictEach() {
    Explorer explored =
        explore(
            COMPENSATE,
            3,
            saga -> {
              ExploredSaga.probed(saga, "first").when(run -> true);
              var left = ExploredSaga.probed(saga, "left").when(run -> true);
              var right = ExploredSaga.idempotent(saga, "right").when(run -> true);
              saga.together("both", left, right);
              ExploredSaga.idempotent(saga, "pivot").pivot().when(run -> true);
              ExploredSaga.probed(saga, "last");
            });
    assertThat(explored.succeeded).isGreaterThan(100);
    assertThat(explored.compensated).isGreaterThan(100);
  }

  @Test
  void aStepIsTakenForEachItemOfAList() {
    Explorer explored =
        explore(
            COMPENSATE,
            3,
            saga -> {
              ExploredSaga.probed(saga, "first");
              var list = saga.forEach(String.class, run -> List.of(), item -> item);
              ExploredSaga.probed(saga, "each").each(list);
              ExploredSaga.idempotent(saga, "last");
            });
    assertThat(explored.succeeded).isGreaterThan(100);
    assertThat(explored.compensated).isGreaterThan(1_000);
  }

  @Tag("signal")
  @Test
  void aSignalComesInTimeOrItsSagaIsUndone() {
    Explorer explored =
        explore(
            COMPENSATE,
            3,
            saga -> {
              ExploredSaga.probed(saga, "seat");
              saga.await("paid", String.class, ofSeconds(5)).compensate((run, payment) -> {});
              var left = ExploredSaga.probed(saga, "left");
              var right = saga.await("agreed", String.class, ofSeconds(1));
              saga.together("both", left, right);
              ExploredSaga.idempotent(saga, "last");
            });
    assertThat(explored.succeeded).isGreaterThan(100);
    assertThat(explored.compensated).isGreaterThan(1_000);
  }

  @Tag("child")
  @Test
  void aSagaThatDoesAStepIsStoppedOrCalledBackWithTheRest() {
    Explorer explored =
        explore(
            COMPENSATE,
            3,
            saga -> {
              ExploredSaga.probed(saga, "first");
              ExploredSaga.child(saga, "child");
              var left = ExploredSaga.child(saga, "left");
              var right = ExploredSaga.probed(saga, "right");
              saga.together("both", left, right);
              ExploredSaga.child(saga, "paid").compensate((run, done) -> {});
              ExploredSaga.idempotent(saga, "last");
            });
    assertThat(explored.succeeded).isGreaterThan(100);
    assertThat(explored.compensated).isGreaterThan(1_000);
  }

  @Test
  void aSagaThatIsThePivotIsNeverCalledBack() {
    Explorer explored =
        explore(
            COMPENSATE,
            4,
            saga -> {
              ExploredSaga.probed(saga, "first");
              ExploredSaga.child(saga, "child").pivot();
              ExploredSaga.child(saga, "after");
            });
    assertThat(explored.succeeded).isGreaterThan(100);
    assertThat(explored.parked).isGreaterThan(100);
  }

  @Test
  void anotherSagaDoesAStepThatAPersonResumes() {
    Explorer explored =
        explore(
            REPROCESS,
            4,
            saga -> {
              ExploredSaga.child(saga, "child");
              var left = ExploredSaga.child(saga, "left");
              var right = ExploredSaga.probed(saga, "right");
              saga.together("both", left, right);
            });
    assertThat(explored.succeeded).isGreaterThan(100);
    assertThat(explored.parked).isGreaterThan(100);
  }

  @Test
  void whatCannotBeToldApartByAKeyIsListedAndLookedAtOnceMore() {
    Explorer explored =
        explore(
            COMPENSATE,
            4,
            saga -> {
              ExploredSaga.listed(saga, "listed");
              ExploredSaga.probed(saga, "probed");
            });
    assertThat(explored.succeeded).isGreaterThan(100);
  }

  @Test
  void whatSucceededIsKeptAndTheRestIsResumed() {
    Explorer explored =
        explore(
            REPROCESS,
            4,
            saga -> {
              ExploredSaga.local(saga, "local");
              ExploredSaga.probed(saga, "probed");
              var left = ExploredSaga.probed(saga, "left");
              var right = ExploredSaga.listed(saga, "right");
              saga.together("both", left, right);
            });
    assertThat(explored.succeeded).isGreaterThan(1_000);
    assertThat(explored.parked).isGreaterThan(1_000);
  }
}
