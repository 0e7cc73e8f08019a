package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Change;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.spi.StoredEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading sagas and their journals. */
public abstract class FindContract extends StoreContract {
  private NewSaga running;
  private NewSaga parked;
  private NewSaga succeeded;
  private NewSaga foreign;

  @BeforeEach
  void startSagas() {
    running = started("running");
    parked = started("parked");
    succeeded = started("succeeded");
    foreign = samples.saga("other.type", "running", Samples.PLAN);
    samples.write(samples.start(foreign));
    samples.write(
        samples.move(
            parked.address(),
            2,
            new Change.Move(SagaStatus.PARKED, ParkReason.UNKNOWN_OUTCOME, null, null)),
        samples.end(succeeded.address(), 2, SagaStatus.SUCCEEDED));
  }

  @Test
  void aSagaIsFoundByIdAndByKey() {
    assertThat(other.find(parked.id()).orElseThrow().address()).isEqualTo(parked.address());
    assertThat(other.find(Samples.TYPE, "parked").orElseThrow().id()).isEqualTo(parked.id());
    assertThat(other.find("other.type", "running").orElseThrow().id()).isEqualTo(foreign.id());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(other.find(new UUID(1, 2))).isEmpty();
    assertThat(other.find(Samples.TYPE, "nobody")).isEmpty();
    assertThat(other.find("nothing", "running")).isEmpty();
    assertThat(other.find(Samples.TYPE, List.of())).isEmpty();
    assertThat(other.byNumber(List.of())).isEmpty();
    assertThat(other.journals(List.of())).isEmpty();
    assertThat(other.journal(new SagaAddress(1L << 40, 1))).isEmpty();
  }

  @Test
  void manyKeysAreLookedUpAtOnce() {
    List<String> keys = new ArrayList<>(List.of("running", "succeeded", "nobody"));
    for (int i = 0; i < 500; i++) {
      keys.add("nobody" + i);
    }

    assertThat(other.find(Samples.TYPE, keys))
        .extracting(SagaRow::id)
        .containsExactlyInAnyOrder(running.id(), succeeded.id());
  }

  @Test
  void manyNumbersAreLookedUpAtOnce() {
    List<Long> numbers = new ArrayList<>();
    for (long i = 0; i < 1_000; i++) {
      numbers.add((1L << 40) + i);
    }
    numbers.add(running.address().number());
    numbers.add(succeeded.address().number());

    assertThat(other.byNumber(numbers))
        .extracting(SagaRow::id)
        .containsExactlyInAnyOrder(running.id(), succeeded.id());
  }

  @Test
  void sagasAreListedNewestFirst() {
    assertThat(ids(null, null, null))
        .containsExactly(foreign.id(), succeeded.id(), parked.id(), running.id());
  }

  @Test
  void aListIsNarrowedByTypeStatusAndKey() {
    assertThat(ids(Samples.TYPE, null, null))
        .containsExactly(succeeded.id(), parked.id(), running.id());
    assertThat(ids(null, SagaStatus.PARKED, null)).containsExactly(parked.id());
    assertThat(ids(null, SagaStatus.SUCCEEDED, null)).containsExactly(succeeded.id());
    assertThat(ids(null, SagaStatus.RUNNING, null)).containsExactly(foreign.id(), running.id());
    assertThat(ids(null, SagaStatus.COMPENSATED, null)).isEmpty();
    assertThat(ids(null, null, "running")).containsExactly(foreign.id(), running.id());
    assertThat(ids(Samples.TYPE, SagaStatus.RUNNING, "running")).containsExactly(running.id());
    assertThat(ids(Samples.TYPE, SagaStatus.PARKED, "running")).isEmpty();
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetition() {
    for (int i = 0; i < 23; i++) {
      started("page" + i);
    }
    List<UUID> all = ids(null, null, null);
    List<UUID> paged = new ArrayList<>();
    Long after = null;
    for (int page = 0; page < 10; page++) {
      List<SagaRow> rows = other.list(new SagaFilter(null, null, null, after, 5));
      assertThat(rows).hasSizeLessThanOrEqualTo(5);
      if (rows.isEmpty()) {
        break;
      }
      rows.forEach(row -> paged.add(row.id()));
      after = rows.get(rows.size() - 1).address().number();
    }

    assertThat(paged).isEqualTo(all).hasSize(27);
  }

  @Test
  void aPageOfOneStatusSkipsNothing() {
    List<UUID> ended = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      NewSaga saga = started("page" + i);
      if (i % 2 == 0) {
        samples.write(samples.end(saga.address(), 2, SagaStatus.COMPENSATED));
        ended.add(saga.id());
      }
    }
    Collections.reverse(ended);

    List<SagaRow> first = other.list(new SagaFilter(null, SagaStatus.COMPENSATED, null, null, 3));
    List<SagaRow> second =
        other.list(
            new SagaFilter(null, SagaStatus.COMPENSATED, null, first.get(2).address().number(), 3));

    List<UUID> both = new ArrayList<>();
    first.forEach(row -> both.add(row.id()));
    second.forEach(row -> both.add(row.id()));
    assertThat(both).isEqualTo(ended);
  }

  @Test
  void unfinishedSagasAreCountedByStatus() {
    Map<SagaStatus, Long> counts = other.countUnfinished();

    assertThat(counts).containsEntry(SagaStatus.RUNNING, 2L).containsEntry(SagaStatus.PARKED, 1L);
    assertThat(counts.getOrDefault(SagaStatus.SUCCEEDED, 0L)).isZero();
  }

  @Test
  void journalsComeInOrderOfPositionEachUnderItsNumber() {
    for (int position = 2; position <= 12; position++) {
      samples.write(samples.step(running.address(), position));
    }

    Map<Long, List<StoredEntry>> journals =
        other.journals(
            List.of(
                succeeded.address(),
                running.address(),
                new SagaAddress(1L << 40, running.address().bucket())));

    assertThat(journals.get(running.address().number()))
        .extracting(StoredEntry::position)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(journals.get(succeeded.address().number()))
        .extracting(StoredEntry::position)
        .containsExactly(1, 2);
    assertThat(journals.getOrDefault(1L << 40, List.of())).isEmpty();
    assertThat(journals.get(running.address().number()))
        .usingRecursiveComparison()
        .isEqualTo(other.journal(running.address()));
  }

  private List<UUID> ids(@Nullable String type, @Nullable SagaStatus status, @Nullable String key) {
    return other.list(new SagaFilter(type, status, key, null, 100)).stream()
        .map(SagaRow::id)
        .toList();
  }
}
