package dev.amends.systems.provisioning.saga;

import dev.amends.systems.provisioning.mattermost.Marker;
import java.util.Map;

/**
 * What each step of creating a project sends, for people: secrets masked, and what an earlier step
 * gives named by that step in braces.
 */
public final class RequestSummaries {
  private RequestSummaries() {}

  /** The summaries by the names of the steps. */
  public static Map<String, String> of(NewProject project) {
    String marker = Marker.ofProject(project.id()).text();
    return Map.of(
        "team",
        "name=%s, display_name=%s, type=I, description=%s"
            .formatted(project.teamName(), project.name(), marker),
        "admin-user",
        "email=%s, username=%s, nickname=%s, password=***"
            .formatted(project.adminEmail(), project.adminUsername(), project.adminName()),
        "admin-member",
        "team_id={team}, user_id={admin-user}",
        "admin-role",
        "scheme_admin=true, scheme_user=true",
        "channel-notification",
        channel("notification", marker),
        "channel-random",
        channel("random", marker),
        "webhook",
        "channel_id={channel-notification}, display_name=" + marker,
        "command",
        "team_id={team}, method=P, trigger=%s, description=%s"
            .formatted(CommandStep.TRIGGER, marker));
  }

  private static String channel(String name, String marker) {
    return "team_id={team}, name=%s, type=O, purpose=%s".formatted(name, marker);
  }
}
