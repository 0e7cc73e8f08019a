package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.Flushed;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Opened;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a transaction of user code that stays open may hold up, and what it may not. */
public abstract class LockContract extends StoreContract {
  /** Far below the time that the other transaction stays open, far above the lock time-out. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void aStartWhoseKeyAnOpenTransactionHoldsIsBlockedAndNothingIsWritten() throws Exception {
    NewSaga wanted = samples.saga("k1");
    NewSaga innocent = samples.saga("k2");
    List<Append> batch = List.of(samples.start(innocent), samples.start(wanted));
    try (HeldTransaction<Opened> holder = holdingKey("k1")) {
      long before = System.nanoTime();

      assertThat(other.flush(batch)).isEqualTo(Flushed.BLOCKED);

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
      assertThat(store.find(innocent.id())).isEmpty();
      assertThat(store.journal(innocent.address())).isEmpty();
      holder.rollBack();
    }
    assertThat(other.flush(batch)).isEqualTo(Flushed.COMMITTED);
  }

  @Tag("O1")
  @Test
  void othersAreWrittenWhileATransactionHoldsAKey() throws Exception {
    NewSaga running = started("k0");
    try (HeldTransaction<Opened> holder = holdingKey("k1")) {
      Flushed answer =
          other.flush(
              List.of(
                  samples.start(samples.saga("k2")),
                  samples.move(
                      running.address(),
                      2,
                      new Change.Move(SagaStatus.COMPENSATING, null, Samples.WRITER, null))));

      assertThat(answer).isEqualTo(Flushed.COMMITTED);
      holder.commit();
    }
    assertThat(other.flush(List.of(samples.start(samples.saga("k1"))))).isEqualTo(Flushed.CONFLICT);
  }

  @Test
  void readersDoNotWaitForAnOpenTransaction() throws Exception {
    NewSaga saga = started("k0");
    try (HeldTransaction<Boolean> holder =
        HeldTransaction.open(
            transactions,
            () -> store.append(samples.end(saga.address(), 2, SagaStatus.SUCCEEDED)))) {
      assertThat(other.find(saga.id()).orElseThrow().status()).isEqualTo(SagaStatus.RUNNING);
      assertThat(other.journal(saga.address())).hasSize(1);
      assertThat(other.stampAt(saga.address(), 2)).isEmpty();
      holder.commit();
    }
    assertThat(other.find(saga.id()).orElseThrow().status()).isEqualTo(SagaStatus.SUCCEEDED);
  }

  @Tag("A6")
  @Test
  void anAdopterIsBlockedByTheOpenCheckpointOfALocalStepAndThenComesAfterIt() throws Exception {
    NewSaga saga = started("k1");
    List<SagaAddress> taken = new ArrayList<>();
    try (HeldTransaction<Boolean> zombie =
        HeldTransaction.open(transactions, () -> store.append(samples.step(saga.address(), 2)))) {
      assertThat(adopt(saga, taken)).isEqualTo(Flushed.BLOCKED);
      assertThat(taken).isEmpty();
      assertThat(other.find(saga.id()).orElseThrow().owner()).isEqualTo(Samples.WRITER);
      zombie.commit();
    }

    assertThat(adopt(saga, taken)).isEqualTo(Flushed.COMMITTED);
    assertThat(other.stampAt(saga.address(), 2).orElseThrow().writer()).isEqualTo(Samples.WRITER);
    assertThat(other.stampAt(saga.address(), 3).orElseThrow().writer()).isEqualTo(42L);
  }

  @Tag("A6")
  @Test
  void adoptionsThatOneSagaBlocksTakeNoneOfTheOthers() throws Exception {
    NewSaga free = started("k0");
    NewSaga held = started("k1");
    List<SagaAddress> taken = new ArrayList<>();
    try (HeldTransaction<Boolean> zombie =
        HeldTransaction.open(transactions, () -> store.append(samples.step(held.address(), 2)))) {
      Flushed answer =
          other
              .live()
              .adopt(
                  42L,
                  samples.now(),
                  List.of(
                      samples.adoption(free.address(), Samples.WRITER),
                      samples.adoption(held.address(), Samples.WRITER)),
                  taken);

      assertThat(answer).isEqualTo(Flushed.BLOCKED);
      assertThat(taken).isEmpty();
      assertThat(other.find(free.id()).orElseThrow().owner()).isEqualTo(Samples.WRITER);
      assertThat(other.journal(free.address())).hasSize(1);
      zombie.rollBack();
    }
  }

  @Test
  void theCheckpointOfALocalStepLosesAgainstAnAdoptionThatWasFaster() throws Exception {
    NewSaga saga = started("k1");
    assertThat(adopt(saga, new ArrayList<>())).isEqualTo(Flushed.COMMITTED);

    try (HeldTransaction<Boolean> zombie =
        HeldTransaction.open(transactions, () -> store.append(samples.step(saga.address(), 2)))) {
      assertThat(zombie.result()).isFalse();
      zombie.rollBack();
    }
    assertThat(store.stampAt(saga.address(), 2).orElseThrow().writer()).isEqualTo(42L);
  }

  @Test
  void anAppendAtAPositionThatAnOpenTransactionHoldsIsBlocked() throws Exception {
    NewSaga saga = started("k1");
    Append mine = samples.step(saga.address(), 2);
    try (HeldTransaction<Boolean> holder =
        HeldTransaction.open(transactions, () -> store.append(samples.step(saga.address(), 2)))) {
      assertThat(other.flush(List.of(mine))).isEqualTo(Flushed.BLOCKED);
      holder.rollBack();
    }
    assertThat(other.flush(List.of(mine))).isEqualTo(Flushed.COMMITTED);
  }

  private HeldTransaction<Opened> holdingKey(String key) throws Exception {
    NewSaga saga = samples.saga(key);
    return HeldTransaction.open(
        transactions,
        () -> {
          Opened opened = store.open(saga);
          store.append(samples.start(saga));
          return opened;
        });
  }

  private Flushed adopt(NewSaga saga, List<SagaAddress> taken) {
    return other
        .live()
        .adopt(
            42L, samples.now(), List.of(samples.adoption(saga.address(), Samples.WRITER)), taken);
  }
}
