package dev.amends.query;

import dev.amends.journal.SagaStatus;
import dev.amends.spi.Audit;
import dev.amends.spi.Leases;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads sagas for applications and screens. Never changes anything. Safe for many threads. */
public interface SagaQuery {
  /** The saga of that id. */
  Optional<SagaView> find(UUID id);

  /** The saga of that type and key. */
  Optional<SagaView> find(String type, String key);

  /** The sagas of that type with any of these keys, by key; keys without a saga are missing. */
  Map<String, SagaView> findAll(String type, Collection<String> keys);

  /**
   * A page of sagas, newest first.
   *
   * @param type the definition's name, null for all
   * @param status null for all
   * @param key exact key, null for all
   * @param after {@link Page#next} of the page before, null for the first
   * @param limit 1 to 1,000
   */
  Page<SagaSummary> list(
      @Nullable String type,
      @Nullable SagaStatus status,
      @Nullable String key,
      @Nullable String after,
      int limit);

  /** The journal of a saga, oldest first; empty when there is no such saga, or it was removed. */
  List<EntryView> journal(UUID id);

  /** What persons did to a saga, newest first. */
  List<Audit> audits(UUID id, int limit);

  /** Unfinished sagas by status. */
  Map<SagaStatus, Long> countUnfinished();

  /** The nodes that share the database, newest first. */
  List<Leases.Node> nodes(int limit);
}
