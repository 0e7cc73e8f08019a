package dev.amends.systems.mattermost.entity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A channel of a team. Its name is unique in the team, also against archived channels. */
public record Channel(
    String id,
    @JsonUnwrapped Stamps stamps,
    String teamId,
    String type,
    String name,
    String displayName,
    String header,
    String purpose,
    String creatorId,
    long lastPostAt,
    long totalMsgCount)
    implements Entity {

  @Override
  public String key() {
    return id;
  }

  /** The same channel with other stamps. */
  public Channel with(Stamps newStamps) {
    return new Channel(
        id,
        newStamps,
        teamId,
        type,
        name,
        displayName,
        header,
        purpose,
        creatorId,
        lastPostAt,
        totalMsgCount);
  }

  /** The channel after one more post at that time. */
  public Channel posted(long now) {
    return new Channel(
        id,
        stamps,
        teamId,
        type,
        name,
        displayName,
        header,
        purpose,
        creatorId,
        now,
        totalMsgCount + 1);
  }
}
