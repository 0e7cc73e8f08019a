package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.SlashCommand;
import dev.amends.systems.mattermost.entity.Stamps;
import dev.amends.systems.mattermost.store.ChangeSet;
import dev.amends.systems.mattermost.store.Tables;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Slash commands. */
final class CommandApi {
  /** Commands that every team has; no custom one may take their trigger. */
  private static final Set<String> BUILT_IN =
      new TreeSet<>(
          Set.of(
              "away",
              "code",
              "collapse",
              "dnd",
              "echo",
              "expand",
              "groupmsg",
              "header",
              "help",
              "invite",
              "join",
              "kick",
              "leave",
              "logout",
              "me",
              "msg",
              "mute",
              "offline",
              "online",
              "open",
              "purpose",
              "remove",
              "rename",
              "search",
              "settings",
              "shortcuts",
              "shrug",
              "status"));

  private final Workspace workspace;

  CommandApi(Workspace workspace) {
    this.workspace = workspace;
  }

  Answer create(ApiRequest request) {
    Optional<NewCommand> body = request.body(NewCommand.class);
    if (body.isEmpty()) {
      return Refusals.body("command");
    }
    if (body.get().teamId().isEmpty()) {
      return Refusals.permission();
    }
    return workspace.write(changes -> create(body.get(), changes));
  }

  private Answer create(NewCommand wanted, ChangeSet changes) {
    Tables tables = changes.tables();
    boolean own = wanted.creatorId().isEmpty() || wanted.creatorId().equals(ServiceAccount.ID);
    if (!own && tables.users().find(wanted.creatorId()).isEmpty()) {
      return Refusals.userMissing();
    }
    String trigger = Names.lower(wanted.trigger());
    boolean taken =
        BUILT_IN.contains(trigger)
            || live(tables, wanted.teamId()).anyMatch(other -> other.trigger().equals(trigger));
    if (taken) {
      return Answer.refused(
          400,
          "api.command.duplicate_trigger.app_error",
          "A command with this trigger exists already.");
    }
    Optional<Answer> refusal = wanted.refusal();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (tables.teams().find(wanted.teamId()).isEmpty()) {
      return Refusals.teamMissing();
    }
    SlashCommand command =
        wanted.command(
            workspace.newId(),
            workspace.newId(),
            Stamps.madeAt(workspace.now()),
            own ? ServiceAccount.ID : wanted.creatorId());
    changes.put(command);
    return Answer.created(Shapes.of(command));
  }

  Answer list(ApiRequest request) {
    String teamId = request.query("team_id");
    if (teamId.isEmpty()) {
      return Refusals.body("team_id");
    }
    return workspace.read(
        tables -> {
          Stream<ObjectNode> custom = live(tables, teamId).map(Shapes::of);
          Stream<ObjectNode> builtIn =
              request.flag("custom_only")
                  ? Stream.of()
                  : BUILT_IN.stream().map(CommandApi::builtIn);
          return Answer.ok(Stream.concat(builtIn, custom).toList());
        });
  }

  private static ObjectNode builtIn(String trigger) {
    return Shapes.of(
        new SlashCommand(
            "",
            "",
            new Stamps(0, 0, 0),
            "",
            "",
            trigger,
            "",
            "",
            "",
            true,
            "",
            "",
            trigger,
            "",
            ""));
  }

  Answer byId(ApiRequest request) {
    return workspace.read(
        tables ->
            find(request, tables)
                .map(command -> Answer.ok(Shapes.of(command)))
                .orElseGet(CommandApi::missing));
  }

  Answer delete(ApiRequest request) {
    return workspace.write(
        changes ->
            find(request, changes.tables())
                .map(
                    command -> {
                      changes.put(command.with(command.stamps().deleted(workspace.now())));
                      return Answer.done();
                    })
                .orElseGet(CommandApi::missing));
  }

  private static Stream<SlashCommand> live(Tables tables, String teamId) {
    return tables
        .commands()
        .rows()
        .filter(command -> command.teamId().equals(teamId) && !command.stamps().gone());
  }

  private static Optional<SlashCommand> find(ApiRequest request, Tables tables) {
    return tables
        .commands()
        .find(request.variable("command_id"))
        .filter(command -> !command.stamps().gone());
  }

  private static Answer missing() {
    return Answer.refused(
        404, "store.sql_command.save.get.app_error", "The command does not exist.");
  }
}
