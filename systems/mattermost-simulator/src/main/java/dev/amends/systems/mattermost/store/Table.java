package dev.amends.systems.mattermost.store;

import dev.amends.systems.mattermost.entity.Entity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The entities of one type, in the order in which they were made. Guarded by the store's lock. */
public final class Table<E extends Entity> {
  private final String kind;
  private final Class<E> type;
  private final Map<String, E> rows = new LinkedHashMap<>();

  Table(String kind, Class<E> type) {
    this.kind = kind;
    this.type = type;
  }

  /** The entity of that key. */
  public Optional<E> find(String key) {
    return Optional.ofNullable(rows.get(key));
  }

  /** All entities, soft-deleted ones too. */
  public Stream<E> rows() {
    return rows.values().stream();
  }

  String kind() {
    return kind;
  }

  Class<E> type() {
    return type;
  }

  void put(Entity entity) {
    rows.put(entity.key(), type.cast(entity));
  }

  void drop(String key) {
    rows.remove(key);
  }
}
