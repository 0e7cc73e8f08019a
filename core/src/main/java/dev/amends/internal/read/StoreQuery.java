package dev.amends.internal.read;

import dev.amends.error.PayloadUnreadableException;
import dev.amends.journal.Fact;
import dev.amends.journal.SagaStatus;
import dev.amends.query.EntryView;
import dev.amends.query.Page;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaSummary;
import dev.amends.query.SagaView;
import dev.amends.spi.Audit;
import dev.amends.spi.Leases;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import dev.amends.spi.StoredEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads sagas from the store. A saga that cannot be read whole is shown as far as it can. */
public final class StoreQuery implements SagaQuery {
  private final SagaStore store;
  private final Outlines outlines;
  private final Views views;

  public StoreQuery(SagaStore store, Outlines outlines, Views views) {
    this.store = store;
    this.outlines = outlines;
    this.views = views;
  }

  @Override
  public Optional<SagaView> find(UUID id) {
    return store.find(id).map(row -> view(row, store.journal(row.address())));
  }

  @Override
  public Optional<SagaView> find(String type, String key) {
    return store.find(type, key).map(row -> view(row, store.journal(row.address())));
  }

  @Override
  public Map<String, SagaView> findAll(String type, Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    List<SagaRow> rows = store.find(type, keys);
    Map<Long, List<StoredEntry>> journals =
        store.journals(rows.stream().map(SagaRow::address).toList());
    Map<String, SagaView> found = new HashMap<>();
    for (SagaRow row : rows) {
      String key = row.key();
      if (key != null) {
        found.put(key, view(row, journals.getOrDefault(row.address().number(), List.of())));
      }
    }
    return found;
  }

  private SagaView view(SagaRow row, List<StoredEntry> entries) {
    return views.view(row, entries, outlines.plan(row.planHash()));
  }

  @Override
  public Page<SagaSummary> list(
      @Nullable String type,
      @Nullable SagaStatus status,
      @Nullable String key,
      @Nullable String after,
      int limit) {
    if (limit < 1 || limit >= SagaFilter.MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to 1,000, got " + limit);
    }
    Long number = after == null ? null : Long.valueOf(after, 36);
    List<SagaRow> rows = store.list(new SagaFilter(type, status, key, number, limit + 1));
    boolean more = rows.size() > limit;
    List<SagaRow> shown = more ? rows.subList(0, limit) : rows;
    String next = more ? Long.toString(shown.get(shown.size() - 1).address().number(), 36) : null;
    return new Page<>(shown.stream().map(StoreQuery::summary).toList(), next);
  }

  private static SagaSummary summary(SagaRow row) {
    return new SagaSummary(
        row.id(),
        row.type(),
        row.key(),
        row.status(),
        row.reason(),
        row.startedAt(),
        row.endedAt());
  }

  @Override
  public List<EntryView> journal(UUID id) {
    Optional<SagaRow> row = store.find(id);
    if (row.isEmpty()) {
      return List.of();
    }
    StepNames names = new StepNames(outlines.outline(row.get().planHash()).orElse(null));
    List<EntryView> entries = new ArrayList<>();
    for (StoredEntry entry : store.journal(row.get().address())) {
      entries.add(new EntryView(entry.position(), entry.at(), entry.writer(), facts(entry, names)));
    }
    return entries;
  }

  private List<EntryView.FactView> facts(StoredEntry entry, StepNames names) {
    List<Fact> facts;
    try {
      facts = entry.read().facts();
    } catch (PayloadUnreadableException unreadable) {
      return List.of(
          new EntryView.FactView("Unreadable", null, String.valueOf(unreadable.getMessage())));
    }
    List<EntryView.FactView> shown = new ArrayList<>();
    for (Fact fact : facts) {
      shown.add(views.fact(fact, names));
      if (fact instanceof Fact.Expanded expanded) {
        names.add(expanded);
      }
    }
    return shown;
  }

  @Override
  public List<Audit> audits(UUID id, int limit) {
    return store.audits(id, limit);
  }

  @Override
  public Map<SagaStatus, Long> countUnfinished() {
    Map<SagaStatus, Long> counts = new LinkedHashMap<>();
    for (SagaStatus status : SagaStatus.values()) {
      if (!status.ended()) {
        counts.put(status, 0L);
      }
    }
    counts.putAll(store.countUnfinished());
    return counts;
  }

  @Override
  public List<Leases.Node> nodes(int limit) {
    return store.leases().nodes(limit);
  }
}
