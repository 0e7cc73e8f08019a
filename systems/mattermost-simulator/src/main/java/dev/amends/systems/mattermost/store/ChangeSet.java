package dev.amends.systems.mattermost.store;

import dev.amends.systems.mattermost.entity.Entity;
import java.util.ArrayList;
import java.util.List;

/**
 * What one request changes: read from the tables, collect the changes; all or none of them take
 * effect afterwards. The tables don't show what was only collected.
 */
public final class ChangeSet {
  private final Tables tables;
  private final List<Change> changes = new ArrayList<>();

  ChangeSet(Tables tables) {
    this.tables = tables;
  }

  /** The state before this change. */
  public Tables tables() {
    return tables;
  }

  /** Adds the entity, or takes the place of the one with its key. */
  public void put(Entity entity) {
    changes.add(new Change(tables.holding(entity).kind(), entity.key(), entity));
  }

  /** Removes the entity for good. */
  public void drop(Entity entity) {
    changes.add(new Change(tables.holding(entity).kind(), entity.key(), null));
  }

  List<Change> changes() {
    return changes;
  }
}
