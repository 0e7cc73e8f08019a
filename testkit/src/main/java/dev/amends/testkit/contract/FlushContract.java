package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Audit;
import dev.amends.spi.Change;
import dev.amends.spi.Flushed;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaRow;
import dev.amends.spi.StoredEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine's own writing transaction writes, and that it writes all of it or nothing. */
public abstract class FlushContract extends StoreContract {
  private static final int MEBIBYTE = 1 << 20;

  @Test
  void aStartMakesIndexRowLiveRowAndJournalRow() {
    NewSaga saga = samples.saga("k1");
    Append start = samples.start(saga);

    assertThat(store.flush(List.of(start))).isEqualTo(Flushed.COMMITTED);

    SagaRow row = other.find(saga.id()).orElseThrow();
    assertThat(row)
        .usingRecursiveComparison()
        .isEqualTo(
            new SagaRow(
                saga.address(),
                saga.id(),
                Samples.TYPE,
                "k1",
                Samples.hash("k1"),
                Samples.PLAN,
                SagaStatus.RUNNING,
                null,
                Samples.WRITER,
                null,
                saga.startedAt(),
                null));
    assertThat(other.journal(saga.address()))
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(new StoredEntry(1, Samples.WRITER, start.number(), start.at(), start.facts())));
  }

  @Test
  void aDormantStartHasNoOwnerAndADueTime() {
    NewSaga saga = samples.unkeyed();
    Instant due = samples.now().plusSeconds(60);
    samples.write(samples.start(saga, null, due));

    SagaRow row = other.find(saga.id()).orElseThrow();
    assertThat(row.owner()).isNull();
    assertThat(row.due()).isEqualTo(due);
    assertThat(row.key()).isNull();
    assertThat(row.inputHash()).isNull();
  }

  @Test
  void aMoveChangesTheLiveRowOnly() {
    NewSaga saga = started("k1");
    samples.write(
        samples.move(
            saga.address(),
            2,
            new Change.Move(SagaStatus.PARKED, ParkReason.STEP_FAILED, null, null)));

    SagaRow parked = other.find(saga.id()).orElseThrow();
    assertThat(parked.status()).isEqualTo(SagaStatus.PARKED);
    assertThat(parked.reason()).isEqualTo(ParkReason.STEP_FAILED);
    assertThat(parked.owner()).isNull();
    assertThat(parked.endedAt()).isNull();

    samples.write(
        samples.move(saga.address(), 3, new Change.Move(SagaStatus.COMPENSATING, null, 42L, null)));

    SagaRow moved = other.find(saga.id()).orElseThrow();
    assertThat(moved.status()).isEqualTo(SagaStatus.COMPENSATING);
    assertThat(moved.reason()).isNull();
    assertThat(moved.owner()).isEqualTo(42L);
  }

  @Test
  void aCloseEndsTheSaga() {
    NewSaga saga = started("k1");
    Append end = samples.end(saga.address(), 2, SagaStatus.COMPENSATED);
    samples.write(end);

    SagaRow row = other.find(saga.id()).orElseThrow();
    assertThat(row.status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(row.endedAt()).isEqualTo(end.at());
    assertThat(row.owner()).isNull();
    assertThat(row.due()).isNull();
    assertThat(other.countUnfinished().getOrDefault(SagaStatus.RUNNING, 0L)).isZero();
  }

  @Test
  void oneFlushStartsMovesAndEndsManySagas() {
    List<Append> starts = new ArrayList<>();
    List<NewSaga> sagas = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      NewSaga saga = samples.saga("k" + i);
      sagas.add(saga);
      starts.add(samples.start(saga));
    }
    assertThat(store.flush(starts)).isEqualTo(Flushed.COMMITTED);

    List<Append> next = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      SagaAddress saga = sagas.get(299 - i).address();
      next.add(
          switch (i % 3) {
            case 0 -> samples.step(saga, 2);
            case 1 ->
                samples.move(
                    saga, 2, new Change.Move(SagaStatus.COMPENSATING, null, Samples.WRITER, null));
            default -> samples.end(saga, 2, SagaStatus.SUCCEEDED);
          });
    }
    assertThat(store.flush(next)).isEqualTo(Flushed.COMMITTED);

    assertThat(other.countUnfinished())
        .containsEntry(SagaStatus.RUNNING, 100L)
        .containsEntry(SagaStatus.COMPENSATING, 100L);
    for (NewSaga saga : sagas) {
      assertThat(other.journal(saga.address())).hasSize(2);
    }
  }

  @Test
  void sagasAlongsideStartWithTheAppendThatCarriesThem() {
    NewSaga parent = started("parent");
    NewSaga child = samples.saga("child");

    samples.write(samples.step(parent.address(), 2).with(List.of(samples.start(child))));

    assertThat(other.find(child.id())).isPresent();
    assertThat(other.journal(child.address())).hasSize(1);
    assertThat(other.journal(parent.address())).hasSize(2);
  }

  @Test
  void mailIsGoneOnceItIsConsumed() {
    NewSaga saga = started("k1");
    store.mailbox().put(saga.address(), Kind.CANCEL, new byte[] {1});
    store.mailbox().put(saga.address(), Kind.CANCEL, new byte[] {2});
    long first = store.mailbox().of(saga.address()).get(0).id();

    samples.write(samples.step(saga.address(), 2).consuming(List.of(first)));

    assertThat(other.mailbox().of(saga.address()))
        .singleElement()
        .satisfies(rest -> assertThat(rest.body()).containsExactly(2));
  }

  @Test
  void mailThatIsGoneIsAConflict() {
    NewSaga saga = started("k1");
    store.mailbox().put(saga.address(), Kind.CANCEL, new byte[] {1});
    long id = store.mailbox().of(saga.address()).get(0).id();
    samples.write(samples.step(saga.address(), 2).consuming(List.of(id)));

    Append again = samples.step(saga.address(), 3).consuming(List.of(id));

    assertThat(settle(store, List.of(again))).isEqualTo(Flushed.CONFLICT);
    assertThat(other.journal(saga.address())).hasSize(2);
  }

  @Test
  void anAuditRowGoesInWithItsAppend() {
    NewSaga saga = started("k1");
    Audit row = samples.audit(saga, "resume");

    samples.write(samples.step(saga.address(), 2).audited(row));

    assertThat(other.audits(saga.id(), 10)).containsExactly(row);
  }

  @Test
  void aConflictLeavesEverythingElseOfTheFlushOut() {
    NewSaga taken = started("k1");
    NewSaga innocent = started("k2");
    NewSaga alongside = samples.saga("k3");
    store.mailbox().put(innocent.address(), Kind.CANCEL, new byte[] {1});
    long mail = store.mailbox().of(innocent.address()).get(0).id();

    Flushed answer =
        store.flush(
            List.of(
                samples
                    .end(innocent.address(), 2, SagaStatus.SUCCEEDED)
                    .with(List.of(samples.start(alongside)))
                    .consuming(List.of(mail))
                    .audited(samples.audit(innocent, "cancel")),
                samples.step(taken.address(), 1)));

    assertThat(answer).isEqualTo(Flushed.CONFLICT);
    assertThat(other.find(innocent.id()).orElseThrow().status()).isEqualTo(SagaStatus.RUNNING);
    assertThat(other.journal(innocent.address())).hasSize(1);
    assertThat(other.find(alongside.id())).isEmpty();
    assertThat(other.journal(alongside.address())).isEmpty();
    assertThat(other.mailbox().of(innocent.address())).hasSize(1);
    assertThat(other.audits(innocent.id(), 10)).isEmpty();
    assertThat(other.journal(taken.address())).hasSize(1);
  }

  @Test
  void aRowOfMoreThanAMebibyteGoesInAsItIs() {
    NewSaga saga = started("k1");
    byte[] large = new byte[MEBIBYTE + 4096];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31);
    }
    Append append = Append.of(saga.address(), 2, Samples.WRITER, 99, samples.now(), large);

    samples.write(append);

    assertThat(other.journal(saga.address()).get(1).facts()).isEqualTo(large);
  }

  @Test
  void aFlushAfterAConflictWorks() {
    NewSaga saga = started("k1");
    assertThat(store.flush(List.of(samples.step(saga.address(), 1)))).isEqualTo(Flushed.CONFLICT);

    assertThat(store.flush(List.of(samples.step(saga.address(), 2)))).isEqualTo(Flushed.COMMITTED);
  }
}
