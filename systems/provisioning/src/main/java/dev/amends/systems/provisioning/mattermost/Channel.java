package dev.amends.systems.provisioning.mattermost;

import java.util.Objects;

/**
 * A channel on Mattermost.
 *
 * @param deleteAt when it was archived, 0 when it wasn't
 */
public record Channel(
    String id, String teamId, String name, String purpose, String type, long deleteAt)
    implements Entity {
  public Channel {
    id = Objects.requireNonNullElse(id, "");
    teamId = Objects.requireNonNullElse(teamId, "");
    name = Objects.requireNonNullElse(name, "");
    purpose = Objects.requireNonNullElse(purpose, "");
    type = Objects.requireNonNullElse(type, "");
  }

  @Override
  public boolean complete() {
    return Entity.validId(id) && Entity.validId(teamId) && !name.isEmpty();
  }

  /** Whether people can use it. */
  public boolean live() {
    return deleteAt == 0;
  }
}
