package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.store.Store;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the call for a method and a path, checks the token, and answers. Safe for many threads. */
public final class MattermostApi {
  private static final String ME = "me";

  private final String token;
  private final List<Route> routes;

  /**
   * An API on that state.
   *
   * @param token what a caller must send as a bearer token
   * @param settings the settings of now; they may change while the server runs
   */
  public MattermostApi(
      Store store, String token, Supplier<Settings> settings, InstantSource clock, Ids ids) {
    this.token = token;
    this.routes = routes(new Workspace(store, clock, ids), settings);
  }

  /** Whether the path belongs to the API, so that a call of it is worth noting. */
  public static boolean owns(String path) {
    return path.startsWith("/api/") || path.startsWith("/hooks/");
  }

  /** Does what is asked, at once, and answers. */
  public Answer answer(ApiCall call) {
    List<String> path = call.path();
    for (Route route : routes) {
      Optional<Map<String, String>> variables = route.match(call.method(), path);
      if (variables.isPresent()) {
        return answer(route, variables.get(), call);
      }
    }
    return Refusals.route("/" + String.join("/", path.subList(1, path.size())));
  }

  private Answer answer(Route route, Map<String, String> variables, ApiCall call) {
    if (!route.open() && !call.authorization().equals("Bearer " + token)) {
      return Refusals.session();
    }
    Map<String, String> resolved = new HashMap<>(variables);
    resolved.computeIfPresent("user_id", (name, id) -> id.equals(ME) ? ServiceAccount.ID : id);
    for (Map.Entry<String, String> variable : resolved.entrySet()) {
      if (variable.getKey().endsWith("_id") && !Ids.valid(variable.getValue())) {
        return Refusals.url(variable.getKey());
      }
    }
    return route.operation().apply(new ApiRequest(resolved, call.query(), call.body()));
  }

  private static List<Route> routes(Workspace workspace, Supplier<Settings> settings) {
    TeamApi teams = new TeamApi(workspace, settings);
    TeamMemberApi teamMembers = new TeamMemberApi(workspace);
    UserApi users = new UserApi(workspace, settings);
    ChannelApi channels = new ChannelApi(workspace, settings);
    ChannelMemberApi channelMembers = new ChannelMemberApi(workspace);
    HookApi hooks = new HookApi(workspace);
    CommandApi commands = new CommandApi(workspace);
    PostApi posts = new PostApi(workspace);
    return List.of(
        Route.open("GET", "/api/v4/system/ping", request -> Answer.done()),
        Route.of("POST", "/api/v4/teams", teams::create),
        Route.of("GET", "/api/v4/teams", teams::list),
        Route.of("GET", "/api/v4/teams/name/{team_name}", teams::byName),
        Route.of(
            "GET",
            "/api/v4/teams/name/{team_name}/channels/name/{channel_name}",
            channels::byTeamName),
        Route.of("GET", "/api/v4/teams/{team_id}", teams::byId),
        Route.of("PUT", "/api/v4/teams/{team_id}/patch", teams::patch),
        Route.of("POST", "/api/v4/teams/{team_id}/restore", teams::restore),
        Route.of("DELETE", "/api/v4/teams/{team_id}", teams::delete),
        Route.of("POST", "/api/v4/teams/{team_id}/members", teamMembers::add),
        Route.of("GET", "/api/v4/teams/{team_id}/members", teamMembers::list),
        Route.of("GET", "/api/v4/teams/{team_id}/members/{user_id}", teamMembers::get),
        Route.of("DELETE", "/api/v4/teams/{team_id}/members/{user_id}", teamMembers::remove),
        Route.of(
            "PUT", "/api/v4/teams/{team_id}/members/{user_id}/schemeRoles", teamMembers::setRoles),
        Route.of("GET", "/api/v4/teams/{team_id}/channels", channels::ofTeam),
        Route.of("GET", "/api/v4/teams/{team_id}/channels/name/{channel_name}", channels::byName),
        Route.of("POST", "/api/v4/users", users::create),
        Route.of("GET", "/api/v4/users", users::list),
        Route.of("GET", "/api/v4/users/email/{email}", users::byEmail),
        Route.of("GET", "/api/v4/users/username/{username}", users::byUsername),
        Route.of("GET", "/api/v4/users/{user_id}", users::byId),
        Route.of("PUT", "/api/v4/users/{user_id}/patch", users::patch),
        Route.of("PUT", "/api/v4/users/{user_id}/active", users::setActive),
        Route.of("DELETE", "/api/v4/users/{user_id}", users::delete),
        Route.of("POST", "/api/v4/channels", channels::create),
        Route.of("GET", "/api/v4/channels/{channel_id}", channels::byId),
        Route.of("DELETE", "/api/v4/channels/{channel_id}", channels::delete),
        Route.of("POST", "/api/v4/channels/{channel_id}/restore", channels::restore),
        Route.of("POST", "/api/v4/channels/{channel_id}/members", channelMembers::add),
        Route.of("GET", "/api/v4/channels/{channel_id}/members", channelMembers::list),
        Route.of("GET", "/api/v4/channels/{channel_id}/members/{user_id}", channelMembers::get),
        Route.of(
            "DELETE", "/api/v4/channels/{channel_id}/members/{user_id}", channelMembers::remove),
        Route.of("GET", "/api/v4/channels/{channel_id}/posts", posts::ofChannel),
        Route.of("POST", "/api/v4/hooks/incoming", hooks::create),
        Route.of("GET", "/api/v4/hooks/incoming", hooks::list),
        Route.of("GET", "/api/v4/hooks/incoming/{hook_id}", hooks::byId),
        Route.of("DELETE", "/api/v4/hooks/incoming/{hook_id}", hooks::delete),
        Route.of("POST", "/api/v4/commands", commands::create),
        Route.of("GET", "/api/v4/commands", commands::list),
        Route.of("GET", "/api/v4/commands/{command_id}", commands::byId),
        Route.of("DELETE", "/api/v4/commands/{command_id}", commands::delete),
        Route.open("POST", "/hooks/{hook_id}", posts::receive));
  }
}
