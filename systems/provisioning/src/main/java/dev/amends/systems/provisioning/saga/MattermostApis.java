package dev.amends.systems.provisioning.saga;

import dev.amends.definition.Api;

/** The calls of Mattermost that the sagas make: what the catalogue of APIs is written from. */
final class MattermostApis {
  static final Api CREATE_TEAM = new Api("mattermost.create-team", "POST", "/api/v4/teams");
  static final Api CREATE_USER = new Api("mattermost.create-user", "POST", "/api/v4/users");
  static final Api JOIN_TEAM =
      new Api("mattermost.join-team", "POST", "/api/v4/teams/{team_id}/members");
  static final Api SET_TEAM_ROLES =
      new Api(
          "mattermost.set-team-roles",
          "PUT",
          "/api/v4/teams/{team_id}/members/{user_id}/schemeRoles");
  static final Api CREATE_CHANNEL =
      new Api("mattermost.create-channel", "POST", "/api/v4/channels");
  static final Api JOIN_CHANNEL =
      new Api("mattermost.join-channel", "POST", "/api/v4/channels/{channel_id}/members");
  static final Api CREATE_WEBHOOK =
      new Api("mattermost.create-webhook", "POST", "/api/v4/hooks/incoming");
  static final Api CREATE_COMMAND =
      new Api("mattermost.create-command", "POST", "/api/v4/commands");

  private MattermostApis() {}
}
