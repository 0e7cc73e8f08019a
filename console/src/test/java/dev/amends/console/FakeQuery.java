package dev.amends.console;

import dev.amends.journal.SagaStatus;
import dev.amends.query.EntryView;
import dev.amends.query.Page;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaSummary;
import dev.amends.query.SagaView;
import dev.amends.spi.Audit;
import dev.amends.spi.Leases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Sagas in memory, newest first; fails when told to. */
final class FakeQuery implements SagaQuery {
  /** What a list was asked for. */
  record Asked(
      @Nullable String type,
      @Nullable SagaStatus status,
      @Nullable String key,
      @Nullable String after,
      int limit) {}

  final List<SagaView> sagas = new CopyOnWriteArrayList<>();
  final Map<UUID, List<EntryView>> journals = new ConcurrentHashMap<>();
  final List<Audit> audits = new CopyOnWriteArrayList<>();
  final List<Leases.Node> nodes = new CopyOnWriteArrayList<>();
  final List<Asked> asked = new CopyOnWriteArrayList<>();
  volatile @Nullable RuntimeException failure;

  void reset() {
    sagas.clear();
    journals.clear();
    audits.clear();
    nodes.clear();
    asked.clear();
    failure = null;
  }

  void replace(SagaView saga) {
    sagas.replaceAll(old -> old.id().equals(saga.id()) ? saga : old);
  }

  private void fail() {
    RuntimeException wanted = failure;
    if (wanted != null) {
      throw wanted;
    }
  }

  @Override
  public Optional<SagaView> find(UUID id) {
    fail();
    return sagas.stream().filter(saga -> saga.id().equals(id)).findFirst();
  }

  @Override
  public Optional<SagaView> find(String type, String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, SagaView> findAll(String type, Collection<String> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<SagaSummary> list(
      @Nullable String type,
      @Nullable SagaStatus status,
      @Nullable String key,
      @Nullable String after,
      int limit) {
    fail();
    asked.add(new Asked(type, status, key, after, limit));
    int from = after == null ? 0 : Integer.parseInt(after);
    List<SagaSummary> items = new ArrayList<>();
    for (int i = from; i < sagas.size(); i++) {
      SagaView saga = sagas.get(i);
      if ((type == null || saga.type().equals(type))
          && (status == null || saga.status() == status)
          && (key == null || key.equals(saga.key()))) {
        if (items.size() == limit) {
          return new Page<>(items, String.valueOf(i));
        }
        items.add(
            new SagaSummary(
                saga.id(),
                saga.type(),
                saga.key(),
                saga.status(),
                saga.reason(),
                saga.startedAt(),
                saga.endedAt()));
      }
    }
    return new Page<>(items, null);
  }

  @Override
  public List<EntryView> journal(UUID id) {
    fail();
    return journals.getOrDefault(id, List.of());
  }

  @Override
  public List<Audit> audits(UUID id, int limit) {
    fail();
    return audits.stream().filter(row -> row.saga().equals(id)).limit(limit).toList();
  }

  @Override
  public Map<SagaStatus, Long> countUnfinished() {
    fail();
    Map<SagaStatus, Long> counts = new EnumMap<>(SagaStatus.class);
    sagas.stream()
        .filter(saga -> !saga.status().ended())
        .forEach(saga -> counts.merge(saga.status(), 1L, Long::sum));
    return counts;
  }

  @Override
  public List<Leases.Node> nodes(int limit) {
    fail();
    return nodes.stream().limit(limit).toList();
  }
}
