package dev.amends.systems.mattermost.entity;

/** A user's membership of a channel. Leaving removes it for good. */
public record ChannelMember(
    String channelId, String userId, boolean schemeUser, boolean schemeAdmin, long lastUpdateAt)
    implements Entity {

  /** The key of that user's membership of that channel. */
  public static String key(String channelId, String userId) {
    return channelId + "/" + userId;
  }

  @Override
  public String key() {
    return key(channelId, userId);
  }
}
