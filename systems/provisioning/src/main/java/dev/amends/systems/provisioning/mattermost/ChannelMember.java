package dev.amends.systems.provisioning.mattermost;

import java.util.Objects;

/** A user's place in a channel. */
public record ChannelMember(String channelId, String userId) implements Entity {
  public ChannelMember {
    channelId = Objects.requireNonNullElse(channelId, "");
    userId = Objects.requireNonNullElse(userId, "");
  }

  @Override
  public boolean complete() {
    return Entity.validId(channelId) && Entity.validId(userId);
  }
}
