package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Flushed;
import dev.amends.spi.LiveSagas.Adoption;
import dev.amends.spi.LiveSagas.Candidate;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import dev.amends.spi.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Taking sagas over, exactly once, and letting them go. */
public abstract class AdoptionContract extends StoreContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<String> PLANS = List.of(Samples.PLAN);
  private static final int ROUNDS = 20;

  private long alive;
  private long dead;

  @BeforeEach
  void registerNodes() {
    alive = store.leases().register("alive", PLANS, HOUR).incarnation();
    dead = store.leases().register("dead", PLANS, Duration.ZERO).incarnation();
    Expiry.bury(store, alive, dead);
  }

  @Test
  void anAdoptionSetsTheOwnerAndTakesTheNextPosition() {
    NewSaga saga = startedBy(dead);
    samples.write(samples.step(saga.address(), 2));
    Adoption adoption = samples.adoption(saga.address(), dead);
    List<SagaAddress> taken = new ArrayList<>();
    Instant at = samples.now();

    Flushed answer = other.live().adopt(alive, at, List.of(adoption), taken);

    assertThat(answer).isEqualTo(Flushed.COMMITTED);
    assertThat(taken).containsExactly(saga.address());
    SagaRow row = store.find(saga.id()).orElseThrow();
    assertThat(row.owner()).isEqualTo(alive);
    assertThat(row.status()).isEqualTo(SagaStatus.RUNNING);
    assertThat(store.journal(saga.address()).get(2))
        .usingRecursiveComparison()
        .isEqualTo(new StoredEntry(3, alive, adoption.number(), at, adoption.facts()));
  }

  @Tag("F4")
  @Test
  void wakingADormantSagaClearsItsDueTime() {
    NewSaga saga = started(null, samples.now().minusSeconds(1));

    List<SagaAddress> taken = adopt(store, alive, samples.adoption(saga.address(), null));

    assertThat(taken).containsExactly(saga.address());
    SagaRow row = store.find(saga.id()).orElseThrow();
    assertThat(row.owner()).isEqualTo(alive);
    assertThat(row.due()).isNull();
    assertThat(other.live().due(PLANS, 10)).isEmpty();
  }

  @Test
  void aSagaThatHasAnotherOwnerByNowIsLeftOutAndTheOthersAreTaken() {
    NewSaga gone = startedBy(alive);
    NewSaga dormant = started(null, null);
    NewSaga ended = startedBy(dead);
    NewSaga orphan = startedBy(dead);
    samples.write(samples.end(ended.address(), 2, SagaStatus.SUCCEEDED));

    List<SagaAddress> taken =
        adopt(
            store,
            alive,
            samples.adoption(gone.address(), dead),
            samples.adoption(dormant.address(), dead),
            samples.adoption(ended.address(), dead),
            samples.adoption(orphan.address(), dead));

    assertThat(taken).containsExactly(orphan.address());
    assertThat(store.journal(gone.address())).hasSize(1);
    assertThat(store.journal(dormant.address())).hasSize(1);
    assertThat(store.journal(ended.address())).hasSize(2);
    assertThat(store.find(dormant.id()).orElseThrow().owner()).isNull();
  }

  @Test
  void ofTwoAdoptersExactlyOneGetsASaga() throws Exception {
    long rival = other.leases().register("rival", PLANS, HOUR).incarnation();
    for (int round = 0; round < ROUNDS; round++) {
      NewSaga first = startedBy(dead);
      NewSaga second = startedBy(dead);

      List<List<SagaAddress>> taken =
          Race.run(
              List.of(
                  adopting(store, alive, first, second), adopting(other, rival, second, first)));

      List<SagaAddress> all = new ArrayList<>(taken.get(0));
      all.addAll(taken.get(1));
      assertThat(all).containsExactlyInAnyOrder(first.address(), second.address());
      for (NewSaga saga : List.of(first, second)) {
        long winner = taken.get(0).contains(saga.address()) ? alive : rival;
        assertThat(store.find(saga.id()).orElseThrow().owner()).isEqualTo(winner);
        assertThat(store.journal(saga.address()))
            .extracting(StoredEntry::writer)
            .containsExactly(Samples.WRITER, winner);
      }
    }
  }

  @Tag("A1")
  @Test
  void anAdopterAndTheFormerOwnerNeverShareAPosition() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      NewSaga saga = startedBy(dead);
      Callable<Boolean> zombie =
          () -> settle(store, List.of(samples.step(saga.address(), 2))) == Flushed.COMMITTED;
      Callable<Boolean> adopter =
          () -> {
            adopt(other, alive, samples.adoption(saga.address(), dead));
            return true;
          };

      boolean zombieWrote = Race.run(List.of(zombie, adopter)).get(0);

      assertThat(store.journal(saga.address()))
          .extracting(StoredEntry::writer)
          .containsExactlyElementsOf(
              zombieWrote
                  ? List.of(Samples.WRITER, Samples.WRITER, alive)
                  : List.of(Samples.WRITER, alive));
      assertThat(store.find(saga.id()).orElseThrow().owner()).isEqualTo(alive);
    }
  }

  @Test
  void releasedSagasAreNobodysAndDueAtOnce() {
    NewSaga first = startedBy(alive);
    NewSaga second = startedBy(alive);
    NewSaga foreign = startedBy(dead);
    NewSaga ended = startedBy(alive);
    samples.write(samples.end(ended.address(), 2, SagaStatus.SUCCEEDED));

    assertThat(store.live().release(alive)).isEqualTo(2);

    assertThat(addresses(other.live().due(PLANS, 10)))
        .containsExactlyInAnyOrder(first.address(), second.address());
    assertThat(other.find(foreign.id()).orElseThrow().owner()).isEqualTo(dead);
    assertThat(store.live().release(alive)).isZero();
  }

  private NewSaga startedBy(long owner) {
    return started(owner, null);
  }

  private NewSaga started(@Nullable Long owner, @Nullable Instant due) {
    NewSaga saga = samples.unkeyed();
    samples.write(samples.start(saga, owner, due));
    return saga;
  }

  private List<SagaAddress> adopt(SagaStore node, long adopter, Adoption... adoptions) {
    List<SagaAddress> taken = new ArrayList<>();
    Flushed answer;
    int tries = 0;
    do {
      assertThat(tries++).isLessThan(200);
      answer = node.live().adopt(adopter, samples.now(), List.of(adoptions), taken);
    } while (answer != Flushed.COMMITTED);
    return taken;
  }

  private Callable<List<SagaAddress>> adopting(
      SagaStore node, long adopter, NewSaga first, NewSaga second) {
    return () ->
        adopt(
            node,
            adopter,
            samples.adoption(first.address(), dead),
            samples.adoption(second.address(), dead));
  }

  private static List<SagaAddress> addresses(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::address).toList();
  }
}
