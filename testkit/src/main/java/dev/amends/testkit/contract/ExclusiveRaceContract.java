package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Exclusives;
import dev.amends.spi.Flushed;
import dev.amends.spi.Mailbox.Mail;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Exclusive keys under many threads: never two holders, and nobody is forgotten. */
public abstract class ExclusiveRaceContract extends StoreContract {
  private static final String KEY = "customer-1";
  private static final int THREADS = 8;
  private static final int ROUNDS = 12;
  private static final Duration TURN = Duration.ofSeconds(40);

  private Exclusives exclusives;

  @BeforeEach
  void useExclusives() {
    exclusives = store.exclusives();
  }

  @Test
  void aSagaThatEndsWhileAFormerOwnerAsksLeavesNoPlaceBehind() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      NewSaga saga = started("k" + round);
      Callable<Boolean> zombie = () -> exclusives.acquire(KEY, saga.address());
      Callable<Boolean> owner =
          () ->
              settle(other, List.of(samples.end(saga.address(), 2, SagaStatus.COMPENSATED, KEY)))
                  == Flushed.COMMITTED;

      assertThat(Race.run(List.of(zombie, owner)).get(1)).isTrue();

      assertThat(exclusives.holder(KEY)).isEmpty();
    }
  }

  @Test
  void ofManyThatAskAtOnceOneHoldsTheKey() throws Exception {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      SagaStore node = i % 2 == 0 ? store : other;
      SagaAddress saga = started("k" + i).address();
      tasks.add(() -> node.exclusives().acquire(KEY, saga));
    }

    assertThat(Race.run(tasks)).containsOnlyOnce(true);
  }

  @Tag("exclusive")
  @Test
  void neverTwoHoldAKeyAndNobodyWaitsForEver() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      SagaStore node = i % 2 == 0 ? store : other;
      Samples mine = new Samples(node, 100 + i);
      tasks.add(() -> takeTurns(node, mine, inside));
    }

    List<Integer> most = Race.run(tasks);

    assertThat(most).containsOnly(1);
    assertThat(exclusives.holder(KEY)).isEmpty();
  }

  /** Runs sagas one after the other; returns how many were ever inside together. */
  private static int takeTurns(SagaStore node, Samples mine, AtomicInteger inside) {
    int most = 0;
    for (int round = 0; round < ROUNDS; round++) {
      NewSaga saga = mine.unkeyed();
      assertThat(settle(node, List.of(mine.start(saga)))).isEqualTo(Flushed.COMMITTED);
      List<Long> granted = List.of();
      if (!node.exclusives().acquire(KEY, saga.address())) {
        await()
            .atMost(TURN)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(2))
            .until(() -> !node.mailbox().of(saga.address()).isEmpty());
        granted = node.mailbox().of(saga.address()).stream().map(Mail::id).toList();
      }
      most = Math.max(most, inside.incrementAndGet());
      assertThat(node.exclusives().holder(KEY)).contains(saga.address());
      inside.decrementAndGet();
      Flushed ended =
          settle(
              node,
              List.of(mine.end(saga.address(), 2, SagaStatus.SUCCEEDED, KEY).consuming(granted)));
      assertThat(ended).isEqualTo(Flushed.COMMITTED);
    }
    return most;
  }
}
