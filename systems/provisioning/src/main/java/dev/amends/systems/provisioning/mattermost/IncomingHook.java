package dev.amends.systems.provisioning.mattermost;

import java.util.Objects;

/** An incoming webhook. Whoever knows its id may post. */
public record IncomingHook(
    String id, String teamId, String channelId, String displayName, long createAt, long deleteAt)
    implements Entity {
  public IncomingHook {
    id = Objects.requireNonNullElse(id, "");
    teamId = Objects.requireNonNullElse(teamId, "");
    channelId = Objects.requireNonNullElse(channelId, "");
    displayName = Objects.requireNonNullElse(displayName, "");
  }

  @Override
  public boolean complete() {
    return Entity.validId(id) && Entity.validId(channelId);
  }

  @Override
  public String toString() {
    return "IncomingHook[channelId=%s, displayName=%s]".formatted(channelId, displayName);
  }
}
