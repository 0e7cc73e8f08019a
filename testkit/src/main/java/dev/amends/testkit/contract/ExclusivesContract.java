package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.SagaStatus;
import dev.amends.spi.Exclusives;
import dev.amends.spi.Flushed;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.NewSaga;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A key has one holder at a time, and its line is served in order. */
public abstract class ExclusivesContract extends StoreContract {
  private static final String KEY = "customer-1";

  private Exclusives exclusives;

  @BeforeEach
  void useExclusives() {
    exclusives = store.exclusives();
  }

  @Test
  void aFreeKeyIsTakenAtOnce() {
    NewSaga saga = started("k1");

    assertThat(exclusives.holder(KEY)).isEmpty();
    assertThat(exclusives.acquire(KEY, saga.address())).isTrue();

    assertThat(other.exclusives().holder(KEY)).contains(saga.address());
    assertThat(other.exclusives().holder("customer-2")).isEmpty();
    assertThat(store.mailbox().of(saga.address())).isEmpty();
  }

  @Test
  void aHeldKeyIsWaitedFor() {
    NewSaga holder = started("k1");
    NewSaga waiter = started("k2");
    exclusives.acquire(KEY, holder.address());

    assertThat(other.exclusives().acquire(KEY, waiter.address())).isFalse();

    assertThat(exclusives.holder(KEY)).contains(holder.address());
    assertThat(exclusives.acquire("customer-2", waiter.address())).isTrue();
  }

  @Test
  void askingAgainChangesNothing() {
    NewSaga holder = started("k1");
    NewSaga waiter = started("k2");
    exclusives.acquire(KEY, holder.address());
    exclusives.acquire(KEY, waiter.address());

    assertThat(exclusives.acquire(KEY, waiter.address())).isFalse();
    assertThat(exclusives.acquire(KEY, holder.address())).isTrue();

    close(holder, 2);
    close(waiter, 2);
    assertThat(exclusives.holder(KEY)).isEmpty();
  }

  @Tag("exclusive")
  @Test
  void theEndOfTheHolderGivesTheKeyToTheNextInLineAndTellsIt() {
    NewSaga holder = started("k1");
    NewSaga next = started("k2");
    NewSaga last = started("k3");
    exclusives.acquire(KEY, holder.address());
    exclusives.acquire(KEY, next.address());
    exclusives.acquire(KEY, last.address());

    close(holder, 2);

    assertThat(other.exclusives().holder(KEY)).contains(next.address());
    assertThat(other.exclusives().acquire(KEY, next.address())).isTrue();
    assertThat(other.exclusives().acquire(KEY, last.address())).isFalse();
    assertThat(other.mailbox().of(next.address()))
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.kind()).isEqualTo(Kind.GRANTED);
              assertThat(mail.body()).isEmpty();
            });
    assertThat(other.mailbox().of(last.address())).isEmpty();
  }

  @Test
  void theLineIsServedInTheOrderOfAsking() {
    List<NewSaga> line = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      line.add(started("k" + i));
    }
    List<NewSaga> asking = List.of(3, 0, 5, 1, 4, 2).stream().map(line::get).toList();
    asking.forEach(saga -> exclusives.acquire(KEY, saga.address()));

    for (NewSaga saga : asking) {
      assertThat(exclusives.holder(KEY)).contains(saga.address());
      close(saga, 2);
    }

    assertThat(exclusives.holder(KEY)).isEmpty();
  }

  @Test
  void aSagaThatEndsWhileItWaitsLeavesTheLine() {
    NewSaga holder = started("k1");
    NewSaga gone = started("k2");
    NewSaga next = started("k3");
    exclusives.acquire(KEY, holder.address());
    exclusives.acquire(KEY, gone.address());
    exclusives.acquire(KEY, next.address());

    close(gone, 2);

    assertThat(exclusives.holder(KEY)).contains(holder.address());
    assertThat(other.mailbox().of(next.address())).isEmpty();
    assertThat(other.mailbox().of(holder.address())).isEmpty();

    close(holder, 2);

    assertThat(exclusives.holder(KEY)).contains(next.address());
    assertThat(other.mailbox().of(next.address())).hasSize(1);
    assertThat(other.mailbox().of(gone.address())).isEmpty();
  }

  @Test
  void theKeyIsNotHandedOverWhenTheEndDoesNotGoIn() {
    NewSaga holder = started("k1");
    NewSaga waiter = started("k2");
    exclusives.acquire(KEY, holder.address());
    exclusives.acquire(KEY, waiter.address());

    assertThat(store.flush(List.of(samples.end(holder.address(), 1, SagaStatus.SUCCEEDED, KEY))))
        .isEqualTo(Flushed.CONFLICT);

    assertThat(other.exclusives().holder(KEY)).contains(holder.address());
    assertThat(other.mailbox().of(waiter.address())).isEmpty();
  }

  @Test
  void theKeyIsHandedOverByAnEndInATransactionToo() throws Exception {
    NewSaga holder = started("k1");
    NewSaga waiter = started("k2");
    exclusives.acquire(KEY, holder.address());
    exclusives.acquire(KEY, waiter.address());

    transactions.inNew(
        () -> store.append(samples.end(holder.address(), 2, SagaStatus.SUCCEEDED, KEY)));

    assertThat(other.exclusives().holder(KEY)).contains(waiter.address());
    assertThat(other.mailbox().of(waiter.address())).hasSize(1);
  }

  @Test
  void oneFlushMayEndHoldersOfManyKeys() {
    List<NewSaga> holders = new ArrayList<>();
    List<NewSaga> waiters = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      holders.add(started("holder" + i));
      waiters.add(started("waiter" + i));
      exclusives.acquire(KEY + i, holders.get(i).address());
      exclusives.acquire(KEY + i, waiters.get(i).address());
    }

    List<dev.amends.spi.Append> ends = new ArrayList<>();
    for (int i = 4; i >= 0; i--) {
      ends.add(samples.end(holders.get(i).address(), 2, SagaStatus.COMPENSATED, KEY + i));
    }
    assertThat(store.flush(ends)).isEqualTo(Flushed.COMMITTED);

    for (int i = 0; i < 5; i++) {
      assertThat(exclusives.holder(KEY + i)).contains(waiters.get(i).address());
      assertThat(store.mailbox().of(waiters.get(i).address())).hasSize(1);
    }
  }

  @Test
  void aSagaThatHasEndedGetsNoPlace() {
    NewSaga ended = started("k1");
    close(ended, 2);

    assertThat(exclusives.acquire(KEY, ended.address())).isFalse();

    assertThat(exclusives.holder(KEY)).isEmpty();
    assertThat(exclusives.acquire(KEY, started("k2").address())).isTrue();
  }

  private void close(NewSaga saga, int position) {
    samples.write(samples.end(saga.address(), position, SagaStatus.SUCCEEDED, KEY));
  }
}
