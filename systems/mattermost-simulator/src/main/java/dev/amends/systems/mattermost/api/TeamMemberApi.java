package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.TeamMember;
import dev.amends.systems.mattermost.store.ChangeSet;
import dev.amends.systems.mattermost.store.Tables;
import java.util.Objects;
import java.util.Optional;

/** Who is in a team, and as what. */
final class TeamMemberApi {
  private final Workspace workspace;

  TeamMemberApi(Workspace workspace) {
    this.workspace = workspace;
  }

  record NewMember(String teamId, String userId) {
    NewMember {
      teamId = Objects.requireNonNullElse(teamId, "");
      userId = Objects.requireNonNullElse(userId, "");
    }
  }

  record SchemeRoles(Boolean schemeGuest, Boolean schemeUser, Boolean schemeAdmin) {
    SchemeRoles {
      schemeGuest = Objects.requireNonNullElse(schemeGuest, false);
      schemeUser = Objects.requireNonNullElse(schemeUser, false);
      schemeAdmin = Objects.requireNonNullElse(schemeAdmin, false);
    }
  }

  Answer add(ApiRequest request) {
    String teamId = request.variable("team_id");
    Optional<NewMember> body = request.body(NewMember.class);
    if (body.isEmpty()) {
      return Answer.refused(
          400, "api.team.add_team_member.invalid_body.app_error", "The body is no team member.");
    }
    if (!body.get().teamId().equals(teamId)) {
      return Refusals.body("team_id");
    }
    String userId = body.get().userId();
    if (!Ids.valid(userId)) {
      return Refusals.body("user_id");
    }
    return workspace.write(changes -> add(teamId, userId, changes));
  }

  private static Answer add(String teamId, String userId, ChangeSet changes) {
    Tables tables = changes.tables();
    if (tables.teams().find(teamId).isEmpty()) {
      return Refusals.teamMissing();
    }
    if (tables.users().find(userId).isEmpty()) {
      return Refusals.userMissing();
    }
    Optional<TeamMember> present =
        tables.members().find(TeamMember.key(teamId, userId)).filter(member -> !member.gone());
    TeamMember member = present.orElseGet(() -> TeamMember.joined(teamId, userId));
    if (present.isEmpty()) {
      changes.put(member);
    }
    return Answer.created(Shapes.of(member));
  }

  Answer list(ApiRequest request) {
    String teamId = request.variable("team_id");
    return workspace.read(
        tables ->
            Answer.ok(
                request
                    .page()
                    .of(
                        tables
                            .members()
                            .rows()
                            .filter(member -> member.teamId().equals(teamId) && !member.gone()))
                    .stream()
                    .map(Shapes::of)
                    .toList()));
  }

  /** Finds who left, too: the deletion time tells. */
  Answer get(ApiRequest request) {
    return workspace.read(
        tables ->
            find(request, tables)
                .map(member -> Answer.ok(Shapes.of(member)))
                .orElseGet(Refusals::teamMemberMissing));
  }

  Answer setRoles(ApiRequest request) {
    Optional<SchemeRoles> body = request.body(SchemeRoles.class);
    if (body.isEmpty()) {
      return Refusals.body("scheme_roles");
    }
    SchemeRoles roles = body.get();
    if (roles.schemeGuest() && roles.schemeUser()) {
      return Answer.refused(
          400,
          "api.team.update_team_member_roles.guest_and_user.app_error",
          "Nobody is a guest and a user of a team.");
    }
    return workspace.write(
        changes ->
            find(request, changes.tables())
                .map(member -> setRoles(roles, member, changes))
                .orElseGet(Refusals::teamMemberMissing));
  }

  private static Answer setRoles(SchemeRoles roles, TeamMember member, ChangeSet changes) {
    TeamMember changed =
        new TeamMember(
            member.teamId(),
            member.userId(),
            member.deleteAt(),
            roles.schemeGuest(),
            roles.schemeUser(),
            roles.schemeAdmin());
    if (!changed.equals(member)) {
      changes.put(changed);
    }
    return Answer.done();
  }

  Answer remove(ApiRequest request) {
    return workspace.write(changes -> remove(request, changes));
  }

  private Answer remove(ApiRequest request, ChangeSet changes) {
    Tables tables = changes.tables();
    if (tables.teams().find(request.variable("team_id")).isEmpty()) {
      return Refusals.teamMissing();
    }
    if (tables.users().find(request.variable("user_id")).isEmpty()) {
      return Refusals.userMissing();
    }
    Optional<TeamMember> member = find(request, tables);
    if (member.isEmpty()) {
      return Answer.refused(
          400,
          "api.team.remove_user_from_team.missing.app_error",
          "The user was never in this team.");
    }
    if (!member.get().gone()) {
      leave(member.get(), changes);
    }
    return Answer.done();
  }

  /** Who leaves a team leaves its channels. */
  private void leave(TeamMember member, ChangeSet changes) {
    Tables tables = changes.tables();
    changes.put(member.left(workspace.now()));
    tables
        .channelMembers()
        .rows()
        .filter(in -> in.userId().equals(member.userId()))
        .filter(
            in ->
                tables
                    .channels()
                    .find(in.channelId())
                    .filter(channel -> channel.teamId().equals(member.teamId()))
                    .isPresent())
        .forEach(changes::drop);
  }

  private static Optional<TeamMember> find(ApiRequest request, Tables tables) {
    return tables
        .members()
        .find(TeamMember.key(request.variable("team_id"), request.variable("user_id")));
  }
}
