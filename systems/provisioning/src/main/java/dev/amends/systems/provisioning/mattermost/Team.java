package dev.amends.systems.provisioning.mattermost;

import java.util.Objects;

/**
 * A team on Mattermost.
 *
 * @param deleteAt when it was archived, 0 when it wasn't
 */
public record Team(
    String id, String name, String displayName, String description, String type, long deleteAt)
    implements Entity {
  public Team {
    id = Objects.requireNonNullElse(id, "");
    name = Objects.requireNonNullElse(name, "");
    displayName = Objects.requireNonNullElse(displayName, "");
    description = Objects.requireNonNullElse(description, "");
    type = Objects.requireNonNullElse(type, "");
  }

  @Override
  public boolean complete() {
    return Entity.validId(id) && !name.isEmpty();
  }

  /** Whether people can use it. */
  public boolean live() {
    return deleteAt == 0;
  }
}
