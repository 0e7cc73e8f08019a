package dev.amends.systems.provisioning.simulated;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What Mattermost held at one moment. */
public final class MattermostState {
  private final JsonNode state;

  MattermostState(JsonNode state) {
    this.state = state;
  }

  /** Everything of one sort that is live. */
  public Stream<JsonNode> live(String sort) {
    return StreamSupport.stream(state.path(sort).spliterator(), false)
        .filter(entity -> entity.path("delete_at").asLong(0) == 0);
  }

  /** The live team of that name. */
  public Optional<JsonNode> team(String name) {
    return live("teams").filter(team -> team.path("name").asString().equals(name)).findFirst();
  }

  /** The live users of that e-mail address. */
  public List<JsonNode> users(String email) {
    return live("users").filter(user -> user.path("email").asString().equals(email)).toList();
  }

  /** How many live things there are of each sort that a project has, by the names of its APIs. */
  public Map<String, Long> project(String teamName, String adminEmail) {
    String team = team(teamName).map(found -> found.path("id").asString()).orElse("none");
    String admin =
        users(adminEmail).stream()
            .findFirst()
            .map(found -> found.path("id").asString())
            .orElse("none");
    return Map.of(
        "team",
        live("teams").filter(found -> found.path("name").asString().equals(teamName)).count(),
        "admin-user",
        (long) users(adminEmail).size(),
        "admin-member",
        members(team, admin).count(),
        "admin-role",
        members(team, admin).filter(found -> found.path("scheme_admin").asBoolean()).count(),
        "channel-notification",
        channels(team, "notification"),
        "channel-random",
        channels(team, "random"),
        "webhook",
        inTeam("hooks", team).count(),
        "command",
        inTeam("commands", team).count());
  }

  /**
   * How many live things there are of each sort that a sign-up makes, by the names of its steps.
   */
  public Map<String, Long> person(String email) {
    String user =
        users(email).stream().findFirst().map(found -> found.path("id").asString()).orElse("none");
    return Map.of(
        "user",
        (long) users(email).size(),
        "team-member",
        live("members").filter(found -> found.path("user_id").asString().equals(user)).count(),
        "channel-member",
        live("channelMembers")
            .filter(found -> found.path("user_id").asString().equals(user))
            .count());
  }

  /** The live private channels that carry this text in their purpose. */
  public List<JsonNode> privateChannels(String text) {
    return live("channels")
        .filter(channel -> channel.path("type").asString().equals("P"))
        .filter(channel -> channel.path("purpose").asString().contains(text))
        .toList();
  }

  private Stream<JsonNode> members(String team, String user) {
    return inTeam("members", team).filter(found -> found.path("user_id").asString().equals(user));
  }

  private long channels(String team, String name) {
    return inTeam("channels", team)
        .filter(found -> found.path("name").asString().equals(name))
        .count();
  }

  /** Everything of one sort in a team. */
  public Stream<JsonNode> inTeam(String sort, String team) {
    return live(sort).filter(found -> found.path("team_id").asString().equals(team));
  }
}
