package dev.amends.internal.plans;

import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.ParkReason;
import dev.amends.outcome.Failure;
import dev.amends.plan.Plan;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import dev.amends.spi.StoredEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads the journals of sagas as histories. Safe for many threads. */
public final class Histories {
  /** A saga as it was read. */
  public sealed interface Loaded {
    /** The index row. */
    SagaRow row();

    /** Its history. */
    record Whole(SagaRow row, History history) implements Loaded {}

    /** A journal that cannot be driven on; {@code position} is its last row's. */
    record Broken(SagaRow row, int position, ParkReason reason, Failure failure)
        implements Loaded {}

    /** It ended so long ago that its journal has been removed. */
    record Removed(SagaRow row) implements Loaded {}

    /** No node of this kind has its plan. */
    record Unplanned(SagaRow row) implements Loaded {}
  }

  private final SagaStore store;
  private final Plans plans;

  public Histories(SagaStore store, Plans plans) {
    this.store = store;
    this.plans = plans;
  }

  /** The saga of an index row. */
  public Loaded load(SagaRow row) {
    return read(row, store.journal(row.address()));
  }

  /** The sagas of several index rows. */
  public List<Loaded> load(Collection<SagaRow> rows) {
    Map<Long, List<StoredEntry>> journals =
        store.journals(rows.stream().map(SagaRow::address).toList());
    List<Loaded> loaded = new ArrayList<>();
    for (SagaRow row : rows) {
      loaded.add(read(row, journals.getOrDefault(row.address().number(), List.of())));
    }
    return loaded;
  }

  private Loaded read(SagaRow row, List<StoredEntry> stored) {
    if (row.status().ended() && stored.isEmpty()) {
      return new Loaded.Removed(row);
    }
    Plan plan = plans.byHash(row.planHash());
    if (plan == null) {
      return new Loaded.Unplanned(row);
    }
    int last = stored.isEmpty() ? 0 : stored.get(stored.size() - 1).position();
    if (last != stored.size() || last == 0) {
      Failure gap =
          Failure.of(
              "history-gap",
              "The journal has %d entries and ends at position %d: facts that were acknowledged are lost."
                  .formatted(stored.size(), last));
      return new Loaded.Broken(row, last, ParkReason.HISTORY_GAP, gap);
    }
    try {
      List<JournalEntry> entries = stored.stream().map(StoredEntry::read).toList();
      return new Loaded.Whole(row, History.of(plan, entries));
    } catch (RuntimeException unreadable) {
      Failure failure = Failure.of("payload.unreadable", String.valueOf(unreadable.getMessage()));
      return new Loaded.Broken(row, last, ParkReason.PAYLOAD_UNREADABLE, failure);
    }
  }
}
