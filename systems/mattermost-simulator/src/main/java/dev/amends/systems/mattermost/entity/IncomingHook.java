package dev.amends.systems.mattermost.entity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** An incoming webhook of a channel. Nothing about it is unique but its id. */
public record IncomingHook(
    String id,
    @JsonUnwrapped Stamps stamps,
    String userId,
    String channelId,
    String teamId,
    String displayName,
    String description,
    String username,
    String iconUrl,
    boolean channelLocked)
    implements Entity {

  @Override
  public String key() {
    return id;
  }

  /** The same hook with other stamps. */
  public IncomingHook with(Stamps newStamps) {
    return new IncomingHook(
        id,
        newStamps,
        userId,
        channelId,
        teamId,
        displayName,
        description,
        username,
        iconUrl,
        channelLocked);
  }
}
