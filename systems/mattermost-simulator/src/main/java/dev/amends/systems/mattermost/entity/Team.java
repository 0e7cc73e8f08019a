package dev.amends.systems.mattermost.entity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A team. Its name is unique in the server, also against soft-deleted teams. */
public record Team(
    String id,
    @JsonUnwrapped Stamps stamps,
    String name,
    String displayName,
    String description,
    String type,
    boolean allowOpenInvite,
    String inviteId)
    implements Entity {

  @Override
  public String key() {
    return id;
  }

  /** The same team with other stamps. */
  public Team with(Stamps newStamps) {
    return new Team(id, newStamps, name, displayName, description, type, allowOpenInvite, inviteId);
  }
}
