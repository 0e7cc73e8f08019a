package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Flushed;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Stamp;
import dev.amends.spi.StoredEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A position of a journal is taken once; who comes second writes nothing at all. */
public abstract class PositionContract extends StoreContract {
  private static final long ADOPTER = 9_009;
  private static final int ROUNDS = 30;

  @Test
  void aTakenKeyIsAConflict() {
    started("k1");
    NewSaga second = samples.saga("k1");
    NewSaga innocent = samples.saga("k2");

    assertThat(store.flush(List.of(samples.start(innocent), samples.start(second))))
        .isEqualTo(Flushed.CONFLICT);

    assertThat(other.find(second.id())).isEmpty();
    assertThat(other.find(innocent.id())).isEmpty();
    assertThat(other.journal(second.address())).isEmpty();
    assertThat(other.journal(innocent.address())).isEmpty();
  }

  @Test
  void aKeyTwiceInOneFlushIsAConflict() {
    Append first = samples.start(samples.saga("k1"));
    Append second = samples.start(samples.saga("k1"));

    assertThat(store.flush(List.of(first, second))).isEqualTo(Flushed.CONFLICT);

    assertThat(other.find(Samples.TYPE, "k1")).isEmpty();
  }

  @Test
  void aTakenKeyOfASagaAlongsideIsAConflict() {
    NewSaga parent = started("parent");
    started("k1");
    NewSaga child = samples.saga("k1");

    assertThat(
            store.flush(
                List.of(samples.step(parent.address(), 2).with(List.of(samples.start(child))))))
        .isEqualTo(Flushed.CONFLICT);

    assertThat(other.journal(parent.address())).hasSize(1);
    assertThat(other.find(child.id())).isEmpty();
    assertThat(other.journal(child.address())).isEmpty();
  }

  @Test
  void theKeyOfAnEndedSagaStaysTaken() {
    NewSaga ended = started("k1");
    samples.write(samples.end(ended.address(), 2, SagaStatus.COMPENSATED));

    assertThat(store.flush(List.of(samples.start(samples.saga("k1"))))).isEqualTo(Flushed.CONFLICT);
  }

  @Test
  void theSameKeyOfAnotherTypeIsFree() {
    started("k1");

    samples.write(samples.start(samples.saga("other.type", "k1", Samples.PLAN)));
  }

  @Test
  void sagasWithoutAKeyNeverCollide() {
    samples.write(samples.start(samples.unkeyed()), samples.start(samples.unkeyed()));
  }

  @Test
  void keysDifferByCaseAndBlanks() {
    samples.write(
        samples.start(samples.saga("key")),
        samples.start(samples.saga("Key")),
        samples.start(samples.saga("key ")),
        samples.start(samples.saga("kéy")));

    assertThat(other.find(Samples.TYPE, "Key").orElseThrow().key()).isEqualTo("Key");
  }

  @Test
  void theSameFlushAgainIsAConflictWhoseStampIsTheWritersOwn() {
    NewSaga first = samples.saga("k1");
    NewSaga second = samples.saga("k2");
    List<Append> batch = List.of(samples.start(first), samples.start(second));
    assertThat(store.flush(batch)).isEqualTo(Flushed.COMMITTED);

    assertThat(store.flush(batch)).isEqualTo(Flushed.CONFLICT);

    for (Append append : batch) {
      assertThat(store.stampAt(append.saga(), 1))
          .contains(new Stamp(Samples.WRITER, append.number()));
    }
    assertThat(other.journal(first.address())).hasSize(1);
  }

  @Test
  void aFreePositionHasNoStamp() {
    NewSaga saga = started("k1");

    assertThat(store.stampAt(saga.address(), 2)).isEmpty();
    assertThat(store.stampAt(new SagaAddress(1L << 40, saga.address().bucket()), 1)).isEmpty();
  }

  @Test
  void twoAppendsOfOneWriterCannotShareAPosition() {
    NewSaga saga = started("k1");
    Append second = samples.step(saga.address(), 2);
    Append rival = samples.step(saga.address(), 2);
    samples.write(second);

    assertThat(store.flush(List.of(rival))).isEqualTo(Flushed.CONFLICT);

    assertThat(store.stampAt(saga.address(), 2))
        .contains(new Stamp(Samples.WRITER, second.number()));
  }

  @Tag("B4")
  @Test
  void aStaleWritersFlushOfSeveralSagasGoesInNotAtAll() {
    NewSaga adopted = started("k1");
    NewSaga innocent = started("k2");
    Samples adopter = new Samples(other, ADOPTER);
    adopter.write(adopter.step(adopted.address(), 2));

    Flushed zombie =
        store.flush(
            List.of(
                samples.step(adopted.address(), 2),
                samples.step(adopted.address(), 3),
                samples.step(innocent.address(), 2)));

    assertThat(zombie).isEqualTo(Flushed.CONFLICT);
    assertThat(other.journal(adopted.address()))
        .extracting(StoredEntry::writer)
        .containsExactly(Samples.WRITER, ADOPTER);
    assertThat(other.journal(innocent.address())).hasSize(1);
  }

  @Test
  void anAdopterThatComesSecondIsToldSo() {
    NewSaga saga = started("k1");
    samples.write(samples.step(saga.address(), 2));

    List<SagaAddress> taken = new ArrayList<>();
    Flushed answer =
        other
            .live()
            .adopt(
                ADOPTER, samples.now(), List.of(samples.adoption(saga.address(), 7_001L)), taken);

    assertThat(answer).isEqualTo(Flushed.COMMITTED);
    assertThat(taken).containsExactly(saga.address());
    assertThat(other.stampAt(saga.address(), 3).orElseThrow().writer()).isEqualTo(ADOPTER);
    assertThat(store.flush(List.of(samples.step(saga.address(), 3)))).isEqualTo(Flushed.CONFLICT);
  }

  @Tag("A3")
  @Test
  void aPositionIsTakenInTheBucketThatTheSagaBeganIn() {
    NewSaga now = samples.saga("old");
    SagaAddress longAgo = new SagaAddress(now.address().number(), now.address().bucket() - 40);
    NewSaga old =
        new NewSaga(
            longAgo,
            now.id(),
            now.type(),
            now.key(),
            now.inputHash(),
            now.planHash(),
            now.startedAt());
    samples.write(samples.start(old));
    samples.write(samples.step(longAgo, 2));

    Append second = new Samples(other, 7_002).step(longAgo, 2);

    assertThat(settle(other, List.of(second))).isEqualTo(Flushed.CONFLICT);
    assertThat(other.find(now.id()).orElseThrow().address()).isEqualTo(longAgo);
    assertThat(other.journal(longAgo)).hasSize(2);
  }

  @Tag("position")
  @Test
  void ofTwoWritersAtOnePositionExactlyOneGetsIn() throws Exception {
    NewSaga saga = started("k1");
    Samples rival = new Samples(other, ADOPTER);
    for (int position = 2; position < ROUNDS; position++) {
      Append mine = samples.step(saga.address(), position);
      Append yours = rival.step(saga.address(), position);

      List<Flushed> answers = Race.run(List.of(writing(store, mine), writing(other, yours)));

      assertThat(answers).containsExactlyInAnyOrder(Flushed.COMMITTED, Flushed.CONFLICT);
      long winner = answers.get(0) == Flushed.COMMITTED ? Samples.WRITER : ADOPTER;
      assertThat(store.stampAt(saga.address(), position).orElseThrow().writer()).isEqualTo(winner);
    }
  }

  @Test
  void ofTwoStartsWithOneKeyExactlyOneGetsIn() throws Exception {
    Samples rival = new Samples(other, ADOPTER);
    for (int round = 0; round < ROUNDS; round++) {
      String key = "k" + round;

      List<Flushed> answers =
          Race.run(
              List.of(
                  writing(store, samples.start(samples.saga(key))),
                  writing(other, rival.start(rival.saga(key)))));

      assertThat(answers).containsExactlyInAnyOrder(Flushed.COMMITTED, Flushed.CONFLICT);
    }
  }

  @Tag("A7")
  @Test
  void flushesInOppositeOrderLoseNothing() throws Exception {
    Samples rival = new Samples(other, ADOPTER);
    for (int round = 0; round < ROUNDS; round++) {
      List<Append> mine = new ArrayList<>();
      List<Append> yours = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String key = round + "-" + i;
        mine.add(samples.start(samples.saga(key)));
        yours.add(rival.start(rival.saga(key)));
      }
      Collections.reverse(yours);

      List<Flushed> answers =
          Race.run(List.of(() -> settle(store, mine), () -> settle(other, yours)));

      assertThat(answers).containsExactlyInAnyOrder(Flushed.COMMITTED, Flushed.CONFLICT);
      List<Append> winner = answers.get(0) == Flushed.COMMITTED ? mine : yours;
      for (Append append : winner) {
        assertThat(store.journal(append.saga())).hasSize(1);
      }
    }
  }

  private static Callable<Flushed> writing(SagaStore node, Append append) {
    return () -> settle(node, List.of(append));
  }
}
