package dev.amends.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.journal.SagaAddress;
import dev.amends.spi.Append;
import dev.amends.spi.Flushed;
import dev.amends.spi.NewSaga;
import dev.amends.testkit.contract.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tests can do to a node's database, and what the database then looks like to others. */
@Timeout(30)
class StoreFaultsTest {
  private final TestClock clock = new TestClock();
  private final InMemoryDatabase database = new InMemoryDatabase(clock);
  private final PlannedFaults faults = new PlannedFaults();
  private final InMemorySagaStore disturbed = new InMemorySagaStore(database, faults);
  private final InMemorySagaStore other = new InMemorySagaStore(database);
  private final Samples samples = new Samples(other);
  private NewSaga saga;
  private Append step;

  @BeforeEach
  void startASaga() {
    disturbed.lockTimeout(Duration.ofMillis(20));
    other.lockTimeout(Duration.ofMillis(20));
    saga = samples.saga("k1");
    samples.write(samples.start(saga));
    step = samples.step(saga.address(), 2);
  }

  @Test
  void aLostAnswerMayHideACommit() {
    faults.next(StoreOperation.FLUSH, Fault.LOST_APPLIED);

    assertThat(disturbed.flush(List.of(step))).isEqualTo(Flushed.LOST);

    assertThat(other.journal(saga.address())).hasSize(2);
    assertThat(disturbed.flush(List.of(step))).isEqualTo(Flushed.CONFLICT);
    assertThat(disturbed.stampAt(saga.address(), 2).orElseThrow().number())
        .isEqualTo(step.number());
  }

  @Test
  void aLostAnswerMayHideARollBack() {
    faults.next(StoreOperation.FLUSH, Fault.LOST_NOT_APPLIED);

    assertThat(disturbed.flush(List.of(step))).isEqualTo(Flushed.LOST);

    assertThat(other.journal(saga.address())).hasSize(1);
    assertThat(disturbed.flush(List.of(step))).isEqualTo(Flushed.COMMITTED);
  }

  @Test
  void aCommitOnItsWayIsSeenByNobodyAndHoldsItsPosition() {
    faults.next(StoreOperation.FLUSH, Fault.LOST_PENDING);

    assertThat(disturbed.flush(List.of(step))).isEqualTo(Flushed.LOST);
    assertThat(other.journal(saga.address())).hasSize(1);
    assertThat(other.flush(List.of(step))).isEqualTo(Flushed.BLOCKED);

    assertThat(database.endPending(true)).isEqualTo(1);
    assertThat(other.journal(saga.address())).hasSize(2);
    assertThat(other.flush(List.of(step))).isEqualTo(Flushed.CONFLICT);
    assertThat(database.endPending(true)).isZero();
  }

  @Test
  void aCommitOnItsWayMayFailAfterAll() {
    faults.next(StoreOperation.FLUSH, Fault.LOST_PENDING);
    disturbed.flush(List.of(step));

    database.endPending(false);

    assertThat(other.journal(saga.address())).hasSize(1);
    assertThat(other.flush(List.of(step))).isEqualTo(Flushed.COMMITTED);
  }

  @Test
  void refusedCommitsWriteNothing() {
    for (Fault fault : List.of(Fault.UNAVAILABLE, Fault.BLOCKED, Fault.AGAIN)) {
      faults.next(StoreOperation.FLUSH, fault);
      assertThat(disturbed.flush(List.of(step))).hasToString(fault.name());
      assertThat(other.journal(saga.address())).hasSize(1);
    }
    assertThat(disturbed.flush(List.of(step))).isEqualTo(Flushed.COMMITTED);
  }

  @Test
  void adoptionsAreDisturbedAlike() {
    List<SagaAddress> taken = new ArrayList<>();
    var adoption = samples.adoption(saga.address(), Samples.WRITER);
    faults.next(StoreOperation.ADOPT, Fault.LOST_APPLIED);

    assertThat(disturbed.live().adopt(5, other.now(), List.of(adoption), taken))
        .isEqualTo(Flushed.LOST);

    assertThat(taken).isEmpty();
    assertThat(other.find(saga.id()).orElseThrow().owner()).isEqualTo(5);
  }

  @Test
  void anOutageReachesReadsAndWrites() {
    faults.outage = true;

    assertThat(disturbed.flush(List.of(step))).isEqualTo(Flushed.UNAVAILABLE);
    unavailable(() -> disturbed.find(saga.id()));
    unavailable(() -> disturbed.journal(saga.address()));
    unavailable(() -> disturbed.leases().renew(1, Duration.ofSeconds(1)));
    unavailable(() -> disturbed.now());
    assertThat(other.journal(saga.address())).hasSize(1);

    faults.outage = false;
    assertThat(disturbed.find(saga.id())).isPresent();
  }

  @Test
  void aLostAnswerOfAnyOtherWriteIsAnUnknownCommit() {
    faults.next(StoreOperation.ACQUIRE, Fault.LOST_APPLIED);
    assertThatExceptionOfType(UnknownCommitException.class)
        .isThrownBy(() -> disturbed.exclusives().acquire("x", saga.address()));
    assertThat(other.exclusives().holder("x")).contains(saga.address());

    faults.next(StoreOperation.ACQUIRE, Fault.LOST_NOT_APPLIED);
    assertThatExceptionOfType(UnknownCommitException.class)
        .isThrownBy(() -> disturbed.exclusives().acquire("y", saga.address()));
    assertThat(other.exclusives().holder("y")).isEmpty();

    faults.next(StoreOperation.ACQUIRE, Fault.BLOCKED);
    unavailable(() -> disturbed.exclusives().acquire("y", saga.address()));
    assertThat(other.exclusives().holder("y")).isEmpty();
  }

  @Test
  void faultsMayDependOnWhatIsCommitted() {
    NewSaga second = samples.saga("k2");
    faults.lose = append -> append.saga().equals(second.address());

    assertThat(disturbed.flush(List.of(step))).isEqualTo(Flushed.COMMITTED);
    assertThat(disturbed.flush(List.of(samples.start(second)))).isEqualTo(Flushed.LOST);
  }

  @Test
  void aTestCanHoldANodeBetweenWritingAndAnswer() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    faults.afterFlush =
        () -> {
          reached.countDown();
          await(goOn);
        };

    CompletableFuture<Flushed> answer =
        CompletableFuture.supplyAsync(() -> disturbed.flush(List.of(step)));
    await(reached);
    assertThat(other.journal(saga.address())).hasSize(2);
    assertThat(answer).isNotDone();
    goOn.countDown();

    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(Flushed.COMMITTED);
  }

  @Test
  void theClockDecidesOnLeasesAndDueTimes() {
    long node = other.leases().register("n", List.of(), Duration.ofSeconds(10)).incarnation();
    NewSaga dormant = samples.unkeyed();
    samples.write(samples.start(dormant, null, clock.instant().plusSeconds(60)));

    clock.advance(Duration.ofSeconds(10));
    assertThat(other.leases().buryExpired(node + 1)).isZero();
    assertThat(other.live().due(List.of(Samples.PLAN), 10)).isEmpty();

    clock.advance(Duration.ofSeconds(50));
    assertThat(other.leases().buryExpired(node + 1)).isEqualTo(1);
    assertThat(other.live().due(List.of(Samples.PLAN), 10)).hasSize(1);
  }

  @Test
  void aClosedStoreIsUnavailableAndTheDatabaseLivesOn() {
    disturbed.close();

    assertThat(disturbed.flush(List.of(step))).isEqualTo(Flushed.UNAVAILABLE);
    unavailable(() -> disturbed.find(saga.id()));
    assertThat(other.find(saga.id())).isPresent();
  }

  private static void unavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(call);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
