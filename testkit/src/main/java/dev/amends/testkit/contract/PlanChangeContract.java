package dev.amends.testkit.contract;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.Flushed;
import dev.amends.spi.LiveSagas.Candidate;
import dev.amends.spi.NewSaga;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sagas whose plan no node has any more, and giving them another one. */
public abstract class PlanChangeContract extends StoreContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String OLD = "ffffffffffffffff";
  private static final List<String> TYPES = List.of(Samples.TYPE, "sample.other");
  private static final List<String> PLANS = List.of(Samples.PLAN);

  private NewSaga startedWith(String type, String key, String plan, long owner) {
    NewSaga saga = samples.saga(type, key, plan);
    samples.write(samples.start(saga, owner, null));
    return saga;
  }

  private List<Candidate> stranded(Duration gone) {
    return other.live().stranded(TYPES, PLANS, gone, 10);
  }

  @Test
  void aSagaIsStrandedWhenItsPlanWasHeldByNoLiveNodeForLong() {
    long node = store.leases().register("old", List.of(OLD), HOUR).incarnation();
    NewSaga saga = startedWith(Samples.TYPE, "old", OLD, node);
    startedWith(Samples.TYPE, "own", Samples.PLAN, node);
    startedWith("sample.foreign", "foreign", OLD, node);
    assertThat(stranded(ZERO)).as("its node lives").isEmpty();

    store.leases().leave(node);

    assertThat(stranded(HOUR)).as("not for long").isEmpty();
    await().until(() -> !stranded(ZERO).isEmpty());
    assertThat(stranded(ZERO))
        .extracting(Candidate::address, Candidate::planHash, Candidate::owner)
        .containsExactly(tuple(saga.address(), OLD, node));
  }

  @Test
  void aSagaWhosePlanNobodyEverHeldIsStrandedUnlessItIsParked() {
    NewSaga saga = startedWith(Samples.TYPE, "old", OLD, Samples.WRITER);
    NewSaga parked = startedWith("sample.other", "parked", OLD, Samples.WRITER);
    samples.write(
        samples.move(
            parked.address(),
            2,
            new Change.Move(SagaStatus.PARKED, ParkReason.STEP_FAILED, null, null)));

    assertThat(stranded(HOUR)).extracting(Candidate::address).containsExactly(saga.address());
    assertThat(other.live().stranded(List.of(), PLANS, ZERO, 10)).isEmpty();
  }

  @Test
  void theListIsBounded() {
    for (int i = 0; i < 5; i++) {
      startedWith(Samples.TYPE, "old" + i, OLD, Samples.WRITER);
    }

    assertThat(other.live().stranded(TYPES, PLANS, ZERO, 3)).hasSize(3);
  }

  @Test
  void anotherPlanIsGivenWithTheAppendThatSaysSo() {
    NewSaga saga = startedWith(Samples.TYPE, "old", OLD, 42L);

    samples.write(
        samples.move(
            saga.address(),
            2,
            new Change.Move(SagaStatus.RUNNING, null, Samples.WRITER, null, Samples.PLAN)));

    assertThat(other.find(saga.id()).orElseThrow().planHash()).isEqualTo(Samples.PLAN);
    assertThat(stranded(ZERO)).isEmpty();
    assertThat(other.live().ownedBy(Samples.WRITER, ZERO, 0, 10))
        .extracting(Candidate::planHash)
        .containsExactly(Samples.PLAN);
  }

  @Test
  void aFencedAppendGivesNoOtherPlan() {
    NewSaga saga = startedWith(Samples.TYPE, "old", OLD, 42L);
    samples.write(samples.step(saga.address(), 2));
    Change move = new Change.Move(SagaStatus.RUNNING, null, 42L, null, Samples.PLAN);

    Append fenced = samples.step(saga.address(), 2).with(move);
    assertThat(settle(other, List.of(fenced))).isEqualTo(Flushed.CONFLICT);

    assertThat(other.find(saga.id()).orElseThrow().planHash()).isEqualTo(OLD);
  }
}
