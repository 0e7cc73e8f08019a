package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Change;
import dev.amends.spi.Leases.Lease;
import dev.amends.spi.LiveSagas.Candidate;
import dev.amends.spi.NewSaga;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Finding sagas that nobody looks after. */
public abstract class LiveSagasContract extends StoreContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<String> PLANS = List.of(Samples.PLAN);

  private long alive;
  private long dead;
  private Instant deadUntil;

  @BeforeEach
  void registerNodes() {
    alive = store.leases().register("alive", PLANS, HOUR).incarnation();
    Lease lease = store.leases().register("dead", PLANS, Duration.ZERO);
    dead = lease.incarnation();
    deadUntil = Expiry.bury(store, alive, dead);
  }

  @Tag("sweep")
  @Test
  void anUnfinishedSagaOfADeadNodeIsAnOrphan() {
    NewSaga saga = startedBy(dead);
    startedBy(alive);

    assertThat(other.live().orphans(PLANS, 10))
        .containsExactly(
            new Candidate(saga.address(), Samples.TYPE, Samples.PLAN, dead, deadUntil));
  }

  @Test
  void anUnfinishedSagaOfANodeThatWasNeverRegisteredIsAnOrphan() {
    NewSaga saga = startedBy(123_456_789L);

    assertThat(addresses(other.live().orphans(PLANS, 10))).containsExactly(saga.address());
  }

  @Test
  void aSagaOfANodeThatLeftIsAnOrphan() {
    NewSaga saga = startedBy(alive);
    store.leases().leave(alive);

    assertThat(addresses(other.live().orphans(PLANS, 10))).containsExactly(saga.address());
  }

  @Test
  void aLeaseThatHasRunOutMakesNoOrphansBeforeItsNodeIsBuried() {
    long late = store.leases().register("late", PLANS, Duration.ZERO).incarnation();
    NewSaga saga = startedBy(late);
    Expiry.awaitEnd(store, late);

    assertThat(other.live().orphans(PLANS, 10)).isEmpty();

    store.leases().buryExpired(alive);
    assertThat(addresses(other.live().orphans(PLANS, 10))).containsExactly(saga.address());
  }

  @Tag("A10")
  @Test
  void aStartThatCommitsAfterItsNodeWasBuriedIsFound() throws Exception {
    NewSaga saga = samples.unkeyed();
    try (HeldTransaction<Boolean> late =
        HeldTransaction.open(
            transactions,
            () -> {
              store.open(saga);
              return store.append(samples.start(saga, dead, null));
            })) {
      assertThat(other.live().orphans(PLANS, 10)).isEmpty();
      late.commit();
    }

    assertThat(addresses(other.live().orphans(PLANS, 10))).containsExactly(saga.address());
  }

  @Test
  void parkedDormantAndEndedSagasAreNoOrphans() {
    NewSaga parked = startedBy(dead);
    NewSaga ended = startedBy(dead);
    started(null, samples.now().plus(HOUR));
    samples.write(
        samples.move(
            parked.address(),
            2,
            new Change.Move(SagaStatus.PARKED, ParkReason.STEP_FAILED, dead, null)),
        samples.end(ended.address(), 2, SagaStatus.SUCCEEDED));

    assertThat(other.live().orphans(PLANS, 10)).isEmpty();
  }

  @Test
  void orphansOfOtherPlansAreLeftToOthers() {
    NewSaga foreign = samples.saga(Samples.TYPE, "k1", "ffffffffffffffff");
    samples.write(samples.start(foreign, dead, null));

    assertThat(other.live().orphans(PLANS, 10)).isEmpty();
    assertThat(addresses(other.live().orphans(List.of("ffffffffffffffff", Samples.PLAN), 10)))
        .containsExactly(foreign.address());
    assertThat(other.live().orphans(List.of(), 10)).isEmpty();
  }

  @Tag("sweep")
  @Test
  void aDormantSagaIsDueWhenItsTimeHasCome() {
    NewSaga now = started(null, samples.now().minusSeconds(1));
    started(null, samples.now().plus(HOUR));
    started(null, null);
    startedBy(alive);
    NewSaga parked = started(null, samples.now().minusSeconds(1));
    samples.write(
        samples.move(
            parked.address(),
            2,
            new Change.Move(
                SagaStatus.PARKED, ParkReason.STEP_FAILED, null, samples.now().minusSeconds(1))));

    List<Candidate> due = other.live().due(PLANS, 10);

    assertThat(addresses(due)).containsExactly(now.address());
    assertThat(due.get(0).owner()).isNull();
    assertThat(due.get(0).leaseEnd()).isAfterOrEqualTo(now.startedAt());
    assertThat(other.live().due(List.of("ffffffffffffffff"), 10)).isEmpty();
  }

  @Test
  void listsAreBounded() {
    for (int i = 0; i < 5; i++) {
      startedBy(dead);
      started(null, samples.now().minusSeconds(1));
    }

    assertThat(other.live().orphans(PLANS, 3)).hasSize(3);
    assertThat(other.live().due(PLANS, 3)).hasSize(3);
    assertThat(other.live().ownedBy(dead, Duration.ZERO, 0, 3)).hasSize(3);
  }

  @Test
  void anOwnersSagasComeInOrderOfNumberAfterTheOneAskedFor() {
    List<SagaAddress> mine = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      mine.add(startedBy(alive).address());
      startedBy(dead);
    }
    NewSaga ended = startedBy(alive);
    samples.write(samples.end(ended.address(), 2, SagaStatus.SUCCEEDED));

    assertThat(addresses(other.live().ownedBy(alive, Duration.ZERO, 0, 10))).isEqualTo(mine);
    assertThat(addresses(other.live().ownedBy(alive, Duration.ZERO, mine.get(2).number(), 10)))
        .isEqualTo(mine.subList(3, 5));
  }

  @Test
  void anOwnersSagaThatChangedJustNowIsNotUntouched() {
    startedBy(alive);

    assertThat(other.live().ownedBy(alive, HOUR, 0, 10)).isEmpty();
  }

  private NewSaga startedBy(long owner) {
    return started(owner, null);
  }

  private NewSaga started(@Nullable Long owner, @Nullable Instant due) {
    NewSaga saga = samples.unkeyed();
    samples.write(samples.start(saga, owner, due));
    return saga;
  }

  private static List<SagaAddress> addresses(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::address).toList();
  }
}
