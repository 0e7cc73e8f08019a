package dev.amends.systems.mattermost.entity;

/**
 * A user's membership of a team. Leaving sets the deletion time and keeps the row, so a look-up
 * still finds it.
 */
public record TeamMember(
    String teamId,
    String userId,
    long deleteAt,
    boolean schemeGuest,
    boolean schemeUser,
    boolean schemeAdmin)
    implements Entity {

  /** The membership of a user that just joined, or joined again. */
  public static TeamMember joined(String teamId, String userId) {
    return new TeamMember(teamId, userId, 0, false, true, false);
  }

  /** The key of that user's membership of that team. */
  public static String key(String teamId, String userId) {
    return teamId + "/" + userId;
  }

  @Override
  public String key() {
    return key(teamId, userId);
  }

  /** Whether the user left the team. */
  public boolean gone() {
    return deleteAt > 0;
  }

  /** The membership after the user left at that time. */
  public TeamMember left(long now) {
    return new TeamMember(teamId, userId, now, schemeGuest, schemeUser, schemeAdmin);
  }
}
