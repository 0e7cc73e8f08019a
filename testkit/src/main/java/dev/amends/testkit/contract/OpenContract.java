package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Opened;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sagas that start, and go on, in a transaction of the caller. */
public abstract class OpenContract extends StoreContract {
  private static final int ROUNDS = 20;

  @Test
  void aSagaStartedInATransactionIsThereOnceItCommits() throws Exception {
    NewSaga saga = samples.saga("k1");

    Opened opened =
        transactions.inNew(
            () -> {
              Opened answer = startHere(saga);
              assertThat(other.find(saga.id())).isEmpty();
              return answer;
            });

    assertThat(opened).isInstanceOf(Opened.New.class);
    SagaRow row = other.byNumber(List.of(saga.address().number())).get(0);
    assertThat(row.id()).isEqualTo(saga.id());
    assertThat(row.status()).isEqualTo(SagaStatus.RUNNING);
    assertThat(row.owner()).isEqualTo(Samples.WRITER);
    assertThat(other.journal(saga.address())).hasSize(1);
  }

  @Test
  void aSagaStartedInATransactionThatRollsBackWasNeverThere() {
    NewSaga saga = samples.saga("k1");

    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      startHere(saga);
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(other.find(saga.id())).isEmpty();
    assertThat(other.find(Samples.TYPE, "k1")).isEmpty();
    assertThat(other.journal(saga.address())).isEmpty();
    assertThat(other.countUnfinished().getOrDefault(SagaStatus.RUNNING, 0L)).isZero();
    samples.write(samples.start(samples.saga("k1")));
  }

  @Tag("I3")
  @Test
  void aTakenKeyDoesNotHarmTheTransaction() throws Exception {
    NewSaga first = started("k1");
    NewSaga innocent = samples.saga("k2");

    Opened opened =
        transactions.inNew(
            () -> {
              Opened answer = store.open(samples.saga("k1"));
              startHere(innocent);
              return answer;
            });

    assertThat(opened)
        .isInstanceOfSatisfying(
            Opened.Existing.class,
            existing -> {
              assertThat(existing.saga().id()).isEqualTo(first.id());
              assertThat(existing.saga().inputHash()).hasToString(Samples.hash("k1").toString());
              assertThat(existing.saga().status()).isEqualTo(SagaStatus.RUNNING);
            });
    assertThat(other.find(innocent.id())).isPresent();
  }

  @Test
  void anEndedSagaIsTheExistingOneToo() throws Exception {
    NewSaga first = started("k1");
    samples.write(samples.end(first.address(), 2, SagaStatus.SUCCEEDED));

    Opened opened = transactions.inNew(() -> store.open(samples.saga("k1")));

    assertThat(opened)
        .isInstanceOfSatisfying(
            Opened.Existing.class,
            existing -> assertThat(existing.saga().status()).isEqualTo(SagaStatus.SUCCEEDED));
  }

  @Test
  void theSecondOfTwoStartsInOneTransactionFindsTheFirst() throws Exception {
    NewSaga first = samples.saga("k1");

    Opened opened =
        transactions.inNew(
            () -> {
              startHere(first);
              return store.open(samples.saga("k1"));
            });

    assertThat(opened)
        .isInstanceOfSatisfying(
            Opened.Existing.class,
            existing -> assertThat(existing.saga().id()).isEqualTo(first.id()));
  }

  @Test
  void aStartWaitsForTheTransactionThatHoldsItsKeyAndFindsItsSaga() throws Exception {
    NewSaga first = samples.saga("k1");
    try (HeldTransaction<Opened> holder =
            HeldTransaction.open(transactions, () -> startHere(first));
        HeldTransaction<Opened> second =
            HeldTransaction.begin(transactions, () -> other.open(samples.saga("k1")))) {
      holder.commit();

      assertThat(second.result())
          .isInstanceOfSatisfying(
              Opened.Existing.class,
              existing -> assertThat(existing.saga().id()).isEqualTo(first.id()));
      second.commit();
    }
  }

  @Test
  void aStartWaitsForTheTransactionThatHoldsItsKeyAndTakesItWhenThatRollsBack() throws Exception {
    NewSaga second = samples.saga("k1");
    try (HeldTransaction<Opened> holder =
            HeldTransaction.open(transactions, () -> startHere(samples.saga("k1")));
        HeldTransaction<Opened> heir =
            HeldTransaction.begin(transactions, () -> startHere(other, second))) {
      holder.rollBack();

      assertThat(heir.result()).isInstanceOf(Opened.New.class);
      heir.commit();
    }
    assertThat(store.find(Samples.TYPE, "k1").orElseThrow().id()).isEqualTo(second.id());
  }

  @Test
  void ofTwoTransactionsWithOneKeyOneStartsAndTheOtherFindsIt() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      NewSaga mine = samples.saga("k" + round);
      NewSaga yours = samples.saga("k" + round);

      List<Opened> answers = Race.run(List.of(starting(store, mine), starting(other, yours)));

      Opened loser = answers.get(0) instanceof Opened.New ? answers.get(1) : answers.get(0);
      NewSaga winner = answers.get(0) instanceof Opened.New ? mine : yours;
      assertThat(answers).hasAtLeastOneElementOfType(Opened.New.class);
      assertThat(loser)
          .isInstanceOfSatisfying(
              Opened.Existing.class,
              existing -> assertThat(existing.saga().id()).isEqualTo(winner.id()));
    }
  }

  @Test
  void anAppendAtATakenPositionSaysSo() throws Exception {
    NewSaga saga = started("k1");

    boolean in = transactions.inNew(() -> store.append(samples.step(saga.address(), 2)));
    assertThat(in).isTrue();

    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      startHere(samples.saga("k2"));
                      if (!store.append(samples.step(saga.address(), 2))) {
                        throw new IllegalStateException("fenced");
                      }
                      return true;
                    }))
        .hasMessage("fenced");
    assertThat(other.find(Samples.TYPE, "k2")).isEmpty();
    assertThat(other.journal(saga.address())).hasSize(2);
  }

  @Test
  void anAppendWithATakenKeyAlongsideSaysSo() {
    NewSaga saga = started("k1");
    Append append =
        samples.step(saga.address(), 2).with(List.of(samples.start(samples.saga("k1"))));

    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      assertThat(store.append(append)).isFalse();
                      throw new IllegalStateException("as told");
                    }))
        .hasMessage("as told");

    assertThat(other.journal(saga.address())).hasSize(1);
  }

  @Test
  void anAppendInATransactionMayEndTheSagaItStarted() throws Exception {
    NewSaga saga = samples.saga("k1");

    transactions.inNew(
        () -> {
          startHere(saga);
          return store.append(samples.end(saga.address(), 2, SagaStatus.SUCCEEDED));
        });

    assertThat(other.find(saga.id()).orElseThrow().status()).isEqualTo(SagaStatus.SUCCEEDED);
    assertThat(other.journal(saga.address())).hasSize(2);
  }

  @Test
  void anAppendInATransactionChangesTheIndexAndStartsSagasAlongside() throws Exception {
    NewSaga saga = started("k1");
    NewSaga child = samples.saga("child");

    boolean in =
        transactions.inNew(
            () ->
                store.append(
                    samples
                        .move(
                            saga.address(),
                            2,
                            new Change.Move(SagaStatus.COMPENSATING, null, 42L, null))
                        .with(List.of(samples.start(child)))
                        .audited(samples.audit(saga, "compensate"))));

    assertThat(in).isTrue();
    assertThat(other.find(saga.id()).orElseThrow().status()).isEqualTo(SagaStatus.COMPENSATING);
    assertThat(other.find(child.id())).isPresent();
    assertThat(other.audits(saga.id(), 10)).hasSize(1);
  }

  private Opened startHere(NewSaga saga) {
    return startHere(store, saga);
  }

  private Opened startHere(SagaStore node, NewSaga saga) {
    Opened opened = node.open(saga);
    if (opened instanceof Opened.New) {
      assertThat(node.append(samples.start(saga))).isTrue();
    }
    return opened;
  }

  private Callable<Opened> starting(SagaStore node, NewSaga saga) {
    return () -> transactions.inNew(() -> startHere(node, saga));
  }
}
