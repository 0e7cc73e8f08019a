package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.Channel;
import dev.amends.systems.mattermost.entity.ChannelMember;
import dev.amends.systems.mattermost.entity.TeamMember;
import dev.amends.systems.mattermost.store.ChangeSet;
import dev.amends.systems.mattermost.store.Tables;
import java.util.Objects;
import java.util.Optional;

/** Who is in a channel. */
final class ChannelMemberApi {
  private static final String DEFAULT_CHANNEL = "town-square";

  private final Workspace workspace;

  ChannelMemberApi(Workspace workspace) {
    this.workspace = workspace;
  }

  record NewMember(String userId) {
    NewMember {
      userId = Objects.requireNonNullElse(userId, "");
    }
  }

  Answer add(ApiRequest request) {
    String userId = request.body(NewMember.class).map(NewMember::userId).orElse("");
    if (!Ids.valid(userId)) {
      return Refusals.body("user_id");
    }
    return workspace.write(
        changes ->
            changes
                .tables()
                .channels()
                .find(request.variable("channel_id"))
                .map(channel -> add(channel, userId, changes))
                .orElseGet(Refusals::channelMissing));
  }

  private Answer add(Channel channel, String userId, ChangeSet changes) {
    Tables tables = changes.tables();
    Optional<ChannelMember> present =
        tables.channelMembers().find(ChannelMember.key(channel.id(), userId));
    if (present.isPresent()) {
      return Answer.created(Shapes.of(present.get()));
    }
    if (tables.users().find(userId).isEmpty()) {
      return Refusals.userMissing();
    }
    Optional<TeamMember> inTeam = tables.members().find(TeamMember.key(channel.teamId(), userId));
    if (inTeam.isEmpty()) {
      return Refusals.teamMemberMissing();
    }
    if (inTeam.get().gone()) {
      return Answer.refused(
          400,
          "api.channel.add_user.to.channel.failed.deleted.app_error",
          "The user left the channel's team.");
    }
    ChannelMember member = new ChannelMember(channel.id(), userId, true, false, workspace.now());
    changes.put(member);
    return Answer.created(Shapes.of(member));
  }

  Answer list(ApiRequest request) {
    String channelId = request.variable("channel_id");
    return workspace.read(
        tables ->
            tables.channels().find(channelId).isEmpty()
                ? Refusals.channelMissing()
                : Answer.ok(
                    request
                        .page()
                        .of(
                            tables
                                .channelMembers()
                                .rows()
                                .filter(member -> member.channelId().equals(channelId)))
                        .stream()
                        .map(Shapes::of)
                        .toList()));
  }

  Answer get(ApiRequest request) {
    return workspace.read(
        tables ->
            find(request, tables)
                .map(member -> Answer.ok(Shapes.of(member)))
                .orElseGet(() -> missing(request, tables)));
  }

  Answer remove(ApiRequest request) {
    return workspace.write(changes -> remove(request, changes));
  }

  private static Answer remove(ApiRequest request, ChangeSet changes) {
    Tables tables = changes.tables();
    Optional<Channel> channel = tables.channels().find(request.variable("channel_id"));
    if (channel.isEmpty()) {
      return Refusals.channelMissing();
    }
    if (tables.users().find(request.variable("user_id")).isEmpty()) {
      return Refusals.userMissing();
    }
    if (channel.get().name().equals(DEFAULT_CHANNEL)) {
      return Answer.refused(
          400, "api.channel.remove.default.app_error", "Nobody leaves the default channel.");
    }
    Optional<ChannelMember> member = find(request, tables);
    if (member.isEmpty()) {
      return Refusals.channelMemberMissing();
    }
    changes.drop(member.get());
    return Answer.done();
  }

  private static Answer missing(ApiRequest request, Tables tables) {
    return tables.channels().find(request.variable("channel_id")).isEmpty()
        ? Refusals.channelMissing()
        : Refusals.channelMemberMissing();
  }

  private static Optional<ChannelMember> find(ApiRequest request, Tables tables) {
    return tables
        .channelMembers()
        .find(ChannelMember.key(request.variable("channel_id"), request.variable("user_id")));
  }
}
