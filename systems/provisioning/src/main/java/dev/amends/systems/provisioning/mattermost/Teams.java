package dev.amends.systems.provisioning.mattermost;

import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;

/** Teams. Their names are unique on the server and stay taken when a team is archived. */
public final class Teams {
  private static final Logger log = LoggerFactory.getLogger(Teams.class);

  private final Calls calls;

  Teams(Calls calls) {
    this.calls = calls;
  }

  /** Makes a team. */
  public Team create(NewTeam team) {
    return calls.send(HttpMethod.POST, Team.class, team, "/teams");
  }

  /** The team of that id, archived or not. */
  public Optional<Team> byId(String id) {
    return calls.find(Team.class, "/teams/{id}", id);
  }

  /** The team of that name, archived or not. */
  public Optional<Team> byName(String name) {
    return calls.find(Team.class, "/teams/name/{name}", name);
  }

  /** Deletes a team with all that is in it, or archives it where the server allows no more. */
  public void delete(String id) {
    try {
      calls.delete("/teams/{id}?permanent=true", id);
    } catch (MattermostException e) {
      if (!e.permanentDeletionOff()) {
        throw e;
      }
      log.warn(
          "Mattermost does not delete teams for good, so team {} is archived and its name stays taken; set ServiceSettings.EnableAPITeamDeletion",
          id);
      calls.delete("/teams/{id}", id);
    }
  }

  /** Takes a user into a team; who is in it stays in it. */
  public TeamMember join(String teamId, String userId) {
    return calls.send(
        HttpMethod.POST,
        TeamMember.class,
        Map.of("team_id", teamId, "user_id", userId),
        "/teams/{team}/members",
        teamId);
  }

  /** A user's place in a team, also of one who has left. */
  public Optional<TeamMember> member(String teamId, String userId) {
    return calls.find(TeamMember.class, "/teams/{team}/members/{user}", teamId, userId);
  }

  /** Takes a user out of a team and of its channels. */
  public void leave(String teamId, String userId) {
    calls.delete("/teams/{team}/members/{user}", teamId, userId);
  }

  /** Makes a member an administrator of the team, or an ordinary member again. */
  public void administrate(String teamId, String userId, boolean admin) {
    calls.command(
        HttpMethod.PUT,
        Map.of("scheme_admin", admin, "scheme_user", true),
        "/teams/{team}/members/{user}/schemeRoles",
        teamId,
        userId);
  }
}
