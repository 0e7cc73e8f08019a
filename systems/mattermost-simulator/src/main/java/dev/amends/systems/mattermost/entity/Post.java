package dev.amends.systems.mattermost.entity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A message in a channel; here always one that came through an incoming webhook. */
public record Post(
    String id,
    @JsonUnwrapped Stamps stamps,
    String userId,
    String channelId,
    String message,
    String hookId)
    implements Entity {

  @Override
  public String key() {
    return id;
  }
}
