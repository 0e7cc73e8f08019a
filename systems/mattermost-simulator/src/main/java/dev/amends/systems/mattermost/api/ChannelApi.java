package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.Channel;
import dev.amends.systems.mattermost.entity.Stamps;
import dev.amends.systems.mattermost.entity.Team;
import dev.amends.systems.mattermost.store.ChangeSet;
import dev.amends.systems.mattermost.store.Tables;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Channels. */
final class ChannelApi {
  private static final int MAX_DISPLAY_NAME = 64;
  private static final int MAX_HEADER = 1024;
  private static final int MAX_PURPOSE = 250;
  private static final String OPEN = "O";
  private static final String PRIVATE = "P";
  private static final String DEFAULT_CHANNEL = "town-square";

  private final Workspace workspace;
  private final Supplier<Settings> settings;

  ChannelApi(Workspace workspace, Supplier<Settings> settings) {
    this.workspace = workspace;
    this.settings = settings;
  }

  record NewChannel(
      String id,
      String teamId,
      String name,
      String displayName,
      String type,
      String header,
      String purpose) {
    NewChannel {
      id = Objects.requireNonNullElse(id, "");
      teamId = Objects.requireNonNullElse(teamId, "");
      name = Objects.requireNonNullElse(name, "");
      displayName = Objects.requireNonNullElse(displayName, "").strip();
      type = Objects.requireNonNullElse(type, "");
      header = Objects.requireNonNullElse(header, "");
      purpose = Objects.requireNonNullElse(purpose, "");
    }
  }

  Answer create(ApiRequest request) {
    Optional<NewChannel> body = request.body(NewChannel.class);
    if (body.isEmpty()) {
      return Refusals.body("channel");
    }
    NewChannel wanted = body.get();
    if (wanted.teamId().isEmpty()) {
      return Refusals.body("team_id");
    }
    if (wanted.displayName().isEmpty()) {
      return Refusals.body("display_name");
    }
    Optional<Answer> refusal = refusal(wanted);
    return refusal.orElseGet(() -> workspace.write(changes -> create(wanted, changes)));
  }

  private static Optional<Answer> refusal(NewChannel wanted) {
    if (wanted.type().equals("D") || wanted.type().equals("G")) {
      return Optional.of(
          Answer.refused(
              400,
              "api.channel.create_channel.direct_channel.app_error",
              "Direct and group channels are not made by this call."));
    }
    if (Names.characters(wanted.displayName()) > MAX_DISPLAY_NAME) {
      return invalid("display_name", "The display name has more than 64 characters.");
    }
    if (!Names.validChannel(wanted.name())) {
      return invalid(
          "1_or_more", "The name needs 1 to 64 lower-case letters, digits, hyphens, underscores.");
    }
    if (!wanted.type().equals(OPEN) && !wanted.type().equals(PRIVATE)) {
      return invalid("type", "The type is neither O nor P.");
    }
    if (Names.characters(wanted.header()) > MAX_HEADER) {
      return invalid("header", "The header has more than 1024 characters.");
    }
    if (Names.characters(wanted.purpose()) > MAX_PURPOSE) {
      return invalid("purpose", "The purpose has more than 250 characters.");
    }
    return Optional.empty();
  }

  private static Optional<Answer> invalid(String what, String message) {
    return Optional.of(
        Answer.refused(400, "model.channel.is_valid." + what + ".app_error", message));
  }

  private Answer create(NewChannel wanted, ChangeSet changes) {
    Tables tables = changes.tables();
    if (!wanted.id().isEmpty()) {
      return Answer.refused(
          400, "store.sql_channel.save_channel.existing.app_error", "A new channel has no id yet.");
    }
    if (tables.teams().find(wanted.teamId()).isEmpty()) {
      return Refusals.teamMissing();
    }
    if (named(tables, wanted.teamId(), wanted.name()).isPresent()) {
      return Answer.refused(
          400,
          "store.sql_channel.save_channel.exists.app_error",
          "A channel with this name exists already in the team, or did.");
    }
    Channel channel =
        new Channel(
            workspace.newId(),
            Stamps.madeAt(workspace.now()),
            wanted.teamId(),
            wanted.type(),
            wanted.name(),
            wanted.displayName(),
            wanted.header(),
            wanted.purpose(),
            ServiceAccount.ID,
            0,
            0);
    changes.put(channel);
    return Answer.created(Shapes.of(channel));
  }

  Answer ofTeam(ApiRequest request) {
    String teamId = request.variable("team_id");
    return workspace.read(
        tables ->
            Answer.ok(
                request
                    .page()
                    .of(
                        tables
                            .channels()
                            .rows()
                            .filter(channel -> channel.teamId().equals(teamId))
                            .filter(channel -> channel.type().equals(OPEN))
                            .filter(channel -> !channel.stamps().gone()))
                    .stream()
                    .map(Shapes::of)
                    .toList()));
  }

  Answer byId(ApiRequest request) {
    return workspace.read(
        tables ->
            tables
                .channels()
                .find(request.variable("channel_id"))
                .map(channel -> Answer.ok(Shapes.of(channel)))
                .orElseGet(Refusals::channelMissing));
  }

  Answer byName(ApiRequest request) {
    return byName(request, tables -> Optional.of(request.variable("team_id")));
  }

  Answer byTeamName(ApiRequest request) {
    String team = Names.lower(request.variable("team_name"));
    return byName(request, tables -> TeamApi.named(tables, team).map(Team::id));
  }

  private interface TeamFinder {
    Optional<String> teamId(Tables tables);
  }

  private Answer byName(ApiRequest request, TeamFinder team) {
    String name = Names.lower(request.variable("channel_name"));
    if (!Names.validChannel(name)) {
      return Refusals.url("channel_name");
    }
    boolean archivedToo = request.flag("include_deleted");
    return workspace.read(
        tables -> {
          Optional<String> teamId = team.teamId(tables);
          if (teamId.isEmpty()) {
            return TeamApi.nameMissing();
          }
          return named(tables, teamId.get(), name)
              .filter(channel -> archivedToo || !channel.stamps().gone())
              .map(channel -> Answer.ok(Shapes.of(channel)))
              .orElseGet(ChannelApi::nameMissing);
        });
  }

  private static Optional<Channel> named(Tables tables, String teamId, String name) {
    return tables
        .channels()
        .rows()
        .filter(channel -> channel.teamId().equals(teamId) && channel.name().equals(name))
        .findFirst();
  }

  private static Answer nameMissing() {
    return Answer.refused(
        404, "app.channel.get_by_name.missing.app_error", "No channel of the team has this name.");
  }

  Answer delete(ApiRequest request) {
    boolean permanent = request.flag("permanent");
    return changing(
        request,
        (changes, channel) -> {
          if (!permanent) {
            return archive(channel, changes);
          }
          if (!settings.get().channelDeletion()) {
            return Refusals.permanentDeletion("channel");
          }
          dropWithAll(channel, changes);
          return Answer.done();
        });
  }

  private Answer archive(Channel channel, ChangeSet changes) {
    if (channel.stamps().gone()) {
      return Answer.refused(
          400, "api.channel.delete_channel.deleted.app_error", "The channel is archived already.");
    }
    if (channel.name().equals(DEFAULT_CHANNEL)) {
      return Answer.refused(
          400, "api.channel.delete_channel.cannot.app_error", "The default channel must stay.");
    }
    long now = workspace.now();
    changes
        .tables()
        .hooks()
        .rows()
        .filter(hook -> hook.channelId().equals(channel.id()) && !hook.stamps().gone())
        .forEach(hook -> changes.put(hook.with(hook.stamps().deleted(now))));
    changes.put(channel.with(channel.stamps().deleted(now)));
    return Answer.done();
  }

  static void dropWithAll(Channel channel, ChangeSet changes) {
    Tables tables = changes.tables();
    String id = channel.id();
    tables.hooks().rows().filter(hook -> hook.channelId().equals(id)).forEach(changes::drop);
    tables.channelMembers().rows().filter(in -> in.channelId().equals(id)).forEach(changes::drop);
    tables.posts().rows().filter(post -> post.channelId().equals(id)).forEach(changes::drop);
    changes.drop(channel);
  }

  Answer restore(ApiRequest request) {
    return changing(
        request,
        (changes, channel) -> {
          if (!channel.stamps().gone()) {
            return Answer.refused(
                400,
                "api.channel.restore_channel.restored.app_error",
                "The channel is not archived.");
          }
          Channel restored = channel.with(channel.stamps().restored(workspace.now()));
          changes.put(restored);
          return Answer.ok(Shapes.of(restored));
        });
  }

  private interface ChannelCall {
    Answer on(ChangeSet changes, Channel channel);
  }

  private Answer changing(ApiRequest request, ChannelCall call) {
    return workspace.write(
        changes ->
            changes
                .tables()
                .channels()
                .find(request.variable("channel_id"))
                .map(channel -> call.on(changes, channel))
                .orElseGet(Refusals::channelMissing));
  }
}
