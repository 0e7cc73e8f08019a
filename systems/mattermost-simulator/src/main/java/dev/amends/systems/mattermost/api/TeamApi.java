package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.Stamps;
import dev.amends.systems.mattermost.entity.Team;
import dev.amends.systems.mattermost.store.ChangeSet;
import dev.amends.systems.mattermost.store.Tables;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Teams. */
final class TeamApi {
  private static final int MAX_DISPLAY_NAME = 64;
  private static final int MAX_DESCRIPTION_BYTES = 255;
  private static final String OPEN = "O";
  private static final String INVITE = "I";

  private final Workspace workspace;
  private final Supplier<Settings> settings;

  TeamApi(Workspace workspace, Supplier<Settings> settings) {
    this.workspace = workspace;
    this.settings = settings;
  }

  record NewTeam(
      String id,
      String name,
      String displayName,
      String description,
      String type,
      @Nullable Boolean allowOpenInvite) {
    NewTeam {
      id = Objects.requireNonNullElse(id, "");
      name = Objects.requireNonNullElse(name, "");
      displayName = Objects.requireNonNullElse(displayName, "");
      description = Objects.requireNonNullElse(description, "");
      type = Objects.requireNonNullElse(type, "");
    }

    /** The server calls a team open only where it was also told that anybody may join. */
    boolean open() {
      return type.equals(OPEN) && Boolean.TRUE.equals(allowOpenInvite);
    }
  }

  record TeamPatch(
      @Nullable String displayName,
      @Nullable String description,
      @Nullable Boolean allowOpenInvite) {}

  Answer create(ApiRequest request) {
    Optional<NewTeam> body = request.body(NewTeam.class);
    if (body.isEmpty()) {
      return Refusals.body("team");
    }
    return workspace.write(changes -> create(body.get(), changes));
  }

  private Answer create(NewTeam wanted, ChangeSet changes) {
    if (!wanted.type().equals(OPEN) && !wanted.type().equals(INVITE)) {
      return invalid("type", "The type is neither O nor I.");
    }
    Team team =
        new Team(
            workspace.newId(),
            Stamps.madeAt(workspace.now()),
            wanted.name(),
            wanted.displayName(),
            wanted.description(),
            wanted.open() ? OPEN : INVITE,
            wanted.open(),
            workspace.newId());
    Optional<Answer> refusal = refusal(team);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    boolean taken =
        !wanted.id().isEmpty()
            || changes.tables().teams().rows().anyMatch(other -> other.name().equals(team.name()));
    if (taken) {
      return Answer.refused(
          400, "app.team.save.existing.app_error", "A team with this name exists already.");
    }
    changes.put(team);
    return Answer.created(Shapes.of(team));
  }

  private static Optional<Answer> refusal(Team team) {
    int displayName = Names.characters(team.displayName());
    if (displayName == 0 || displayName > MAX_DISPLAY_NAME) {
      return Optional.of(invalid("name", "The display name must have 1 to 64 characters."));
    }
    if (team.description().getBytes(StandardCharsets.UTF_8).length > MAX_DESCRIPTION_BYTES) {
      return Optional.of(invalid("description", "The description is too long."));
    }
    if (Names.reservedTeam(team.name())) {
      return Optional.of(invalid("reserved", "The name begins with a reserved word."));
    }
    if (!Names.validTeam(team.name())) {
      return Optional.of(
          invalid("characters", "The name needs 2 to 64 lower-case letters, digits or hyphens."));
    }
    return Optional.empty();
  }

  private static Answer invalid(String what, String message) {
    return Answer.refused(400, "model.team.is_valid." + what + ".app_error", message);
  }

  Answer list(ApiRequest request) {
    return workspace.read(
        tables ->
            Answer.ok(
                request
                    .page()
                    .of(tables.teams().rows().filter(team -> !team.stamps().gone()))
                    .stream()
                    .map(Shapes::of)
                    .toList()));
  }

  Answer byId(ApiRequest request) {
    return onTeam(request, (tables, team) -> Answer.ok(Shapes.of(team)));
  }

  Answer byName(ApiRequest request) {
    String name = Names.lower(request.variable("team_name"));
    if (!Names.validTeam(name)) {
      return Refusals.url("team_name");
    }
    return workspace.read(
        tables ->
            named(tables, name)
                .map(team -> Answer.ok(Shapes.of(team)))
                .orElseGet(TeamApi::nameMissing));
  }

  static Optional<Team> named(Tables tables, String name) {
    return tables.teams().rows().filter(team -> team.name().equals(name)).findFirst();
  }

  static Answer nameMissing() {
    return Answer.refused(404, "app.team.get_by_name.missing.app_error", "No team has this name.");
  }

  Answer patch(ApiRequest request) {
    Optional<TeamPatch> patch = request.body(TeamPatch.class);
    if (patch.isEmpty()) {
      return Refusals.body("team");
    }
    return changing(request, (changes, team) -> patch(patch.get(), team, changes));
  }

  private Answer patch(TeamPatch patch, Team old, ChangeSet changes) {
    boolean open = Objects.requireNonNullElse(patch.allowOpenInvite(), old.allowOpenInvite());
    Team team =
        new Team(
            old.id(),
            old.stamps().changed(workspace.now()),
            old.name(),
            Objects.requireNonNullElse(patch.displayName(), old.displayName()),
            Objects.requireNonNullElse(patch.description(), old.description()),
            open ? OPEN : INVITE,
            open,
            old.inviteId());
    Optional<Answer> refusal = refusal(team);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    changes.put(team);
    return Answer.ok(Shapes.of(team));
  }

  Answer restore(ApiRequest request) {
    return changing(
        request,
        (changes, team) -> {
          Team restored = team.with(team.stamps().restored(workspace.now()));
          changes.put(restored);
          return Answer.ok(Shapes.of(restored));
        });
  }

  Answer delete(ApiRequest request) {
    boolean permanent = request.flag("permanent");
    // The real server asks its settings before it looks for the team.
    if (permanent && !settings.get().teamDeletion()) {
      return Refusals.permanentDeletion("team");
    }
    return changing(
        request,
        (changes, team) -> {
          if (permanent) {
            dropWithAll(team, changes);
          } else {
            changes.put(team.with(team.stamps().deleted(workspace.now())));
          }
          return Answer.done();
        });
  }

  private static void dropWithAll(Team team, ChangeSet changes) {
    Tables tables = changes.tables();
    tables
        .channels()
        .rows()
        .filter(channel -> channel.teamId().equals(team.id()))
        .forEach(channel -> ChannelApi.dropWithAll(channel, changes));
    tables
        .members()
        .rows()
        .filter(member -> member.teamId().equals(team.id()))
        .forEach(changes::drop);
    tables
        .commands()
        .rows()
        .filter(command -> command.teamId().equals(team.id()))
        .forEach(changes::drop);
    changes.drop(team);
  }

  private interface TeamCall<C> {
    Answer on(C context, Team team);
  }

  private Answer onTeam(ApiRequest request, TeamCall<Tables> call) {
    return workspace.read(
        tables ->
            tables
                .teams()
                .find(request.variable("team_id"))
                .map(team -> call.on(tables, team))
                .orElseGet(Refusals::teamMissing));
  }

  private Answer changing(ApiRequest request, TeamCall<ChangeSet> call) {
    return workspace.write(
        changes ->
            changes
                .tables()
                .teams()
                .find(request.variable("team_id"))
                .map(team -> call.on(changes, team))
                .orElseGet(Refusals::teamMissing));
  }
}
