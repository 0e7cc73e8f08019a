package dev.amends.spring.engine;

import dev.amends.journal.SagaStatus;
import dev.amends.query.EntryView;
import dev.amends.query.Page;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaSummary;
import dev.amends.query.SagaView;
import dev.amends.spi.Audit;
import dev.amends.spi.Leases;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A {@code SagaQuery} that can be injected before the engine exists. */
public final class EngineBackedQuery implements SagaQuery {
  private final SagaEngine engine;

  public EngineBackedQuery(SagaEngine engine) {
    this.engine = engine;
  }

  private SagaQuery query() {
    return engine.amends().query();
  }

  @Override
  public Optional<SagaView> find(UUID id) {
    return query().find(id);
  }

  @Override
  public Optional<SagaView> find(String type, String key) {
    return query().find(type, key);
  }

  @Override
  public Map<String, SagaView> findAll(String type, Collection<String> keys) {
    return query().findAll(type, keys);
  }

  @Override
  public Page<SagaSummary> list(
      @Nullable String type,
      @Nullable SagaStatus status,
      @Nullable String key,
      @Nullable String after,
      int limit) {
    return query().list(type, status, key, after, limit);
  }

  @Override
  public List<EntryView> journal(UUID id) {
    return query().journal(id);
  }

  @Override
  public List<Audit> audits(UUID id, int limit) {
    return query().audits(id, limit);
  }

  @Override
  public Map<SagaStatus, Long> countUnfinished() {
    return query().countUnfinished();
  }

  @Override
  public List<Leases.Node> nodes(int limit) {
    return query().nodes(limit);
  }
}
