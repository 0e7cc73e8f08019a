package dev.amends.systems.provisioning.mattermost;

import java.util.Objects;

/**
 * A user's place in a team.
 *
 * @param deleteAt when they left, 0 when they didn't
 */
public record TeamMember(String teamId, String userId, boolean schemeAdmin, long deleteAt)
    implements Entity {
  public TeamMember {
    teamId = Objects.requireNonNullElse(teamId, "");
    userId = Objects.requireNonNullElse(userId, "");
  }

  @Override
  public boolean complete() {
    return Entity.validId(teamId) && Entity.validId(userId);
  }

  /** Whether they are in the team now. */
  public boolean live() {
    return deleteAt == 0;
  }
}
