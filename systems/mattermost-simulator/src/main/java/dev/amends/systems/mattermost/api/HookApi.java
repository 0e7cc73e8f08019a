package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.Channel;
import dev.amends.systems.mattermost.entity.IncomingHook;
import dev.amends.systems.mattermost.entity.Stamps;
import dev.amends.systems.mattermost.store.ChangeSet;
import dev.amends.systems.mattermost.store.Tables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Incoming webhooks. Each creation makes another one: nothing tells two of them apart. */
final class HookApi {
  private static final int MAX_DISPLAY_NAME_BYTES = 64;
  private static final int MAX_DESCRIPTION_BYTES = 500;

  private final Workspace workspace;

  HookApi(Workspace workspace) {
    this.workspace = workspace;
  }

  record NewHook(
      String id,
      String channelId,
      String userId,
      String displayName,
      String description,
      String username,
      String iconUrl,
      Boolean channelLocked) {
    NewHook {
      id = Objects.requireNonNullElse(id, "");
      channelId = Objects.requireNonNullElse(channelId, "");
      userId = Objects.requireNonNullElse(userId, "");
      displayName = Objects.requireNonNullElse(displayName, "");
      description = Objects.requireNonNullElse(description, "");
      username = Objects.requireNonNullElse(username, "");
      iconUrl = Objects.requireNonNullElse(iconUrl, "");
      channelLocked = Objects.requireNonNullElse(channelLocked, false);
    }
  }

  Answer create(ApiRequest request) {
    Optional<NewHook> body = request.body(NewHook.class);
    if (body.isEmpty()) {
      return Refusals.body("incoming_webhook");
    }
    NewHook wanted = body.get();
    return workspace.write(
        changes ->
            changes
                .tables()
                .channels()
                .find(wanted.channelId())
                .map(channel -> create(wanted, channel, changes))
                .orElseGet(Refusals::channelMissing));
  }

  private Answer create(NewHook wanted, Channel channel, ChangeSet changes) {
    boolean own = wanted.userId().isEmpty() || wanted.userId().equals(ServiceAccount.ID);
    if (!own && changes.tables().users().find(wanted.userId()).isEmpty()) {
      return Refusals.userMissing();
    }
    if (!wanted.username().isEmpty() && !Names.validUser(wanted.username())) {
      return Answer.refused(
          400, "api.incoming_webhook.invalid_username.app_error", "The user name is not valid.");
    }
    if (!wanted.id().isEmpty()) {
      return Answer.refused(
          400, "app.webhooks.save_incoming.existing.app_error", "A new webhook has no id yet.");
    }
    Optional<Answer> refusal = refusal(wanted);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    IncomingHook hook =
        new IncomingHook(
            workspace.newId(),
            Stamps.madeAt(workspace.now()),
            own ? ServiceAccount.ID : wanted.userId(),
            channel.id(),
            channel.teamId(),
            wanted.displayName(),
            wanted.description(),
            wanted.username(),
            wanted.iconUrl(),
            wanted.channelLocked());
    changes.put(hook);
    return Answer.created(hook);
  }

  /** The real server counts bytes here, where it counts characters for names of teams. */
  private static Optional<Answer> refusal(NewHook wanted) {
    if (bytes(wanted.displayName()) > MAX_DISPLAY_NAME_BYTES) {
      return invalid("display_name", "The display name has more than 64 bytes.");
    }
    if (bytes(wanted.description()) > MAX_DESCRIPTION_BYTES) {
      return invalid("description", "The description has more than 500 bytes.");
    }
    return Optional.empty();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Optional<Answer> invalid(String field, String message) {
    return Optional.of(Answer.refused(400, "model.incoming_hook." + field + ".app_error", message));
  }

  Answer list(ApiRequest request) {
    return workspace.read(tables -> list(request, tables));
  }

  private static Answer list(ApiRequest request, Tables tables) {
    String teamId = request.query("team_id");
    List<IncomingHook> live =
        tables
            .hooks()
            .rows()
            .filter(hook -> !hook.stamps().gone())
            .filter(hook -> teamId.isEmpty() || hook.teamId().equals(teamId))
            .toList();
    List<IncomingHook> page = request.page().of(live.stream());
    return Answer.ok(
        request.flag("include_total_count")
            ? Map.of("incoming_webhooks", page, "total_count", live.size())
            : page);
  }

  Answer byId(ApiRequest request) {
    return workspace.read(
        tables -> find(request, tables).map(Answer::ok).orElseGet(HookApi::missing));
  }

  Answer delete(ApiRequest request) {
    return workspace.write(
        changes ->
            find(request, changes.tables())
                .map(
                    hook -> {
                      changes.put(hook.with(hook.stamps().deleted(workspace.now())));
                      return Answer.done();
                    })
                .orElseGet(HookApi::missing));
  }

  private static Optional<IncomingHook> find(ApiRequest request, Tables tables) {
    return live(tables, request.variable("hook_id"));
  }

  static Optional<IncomingHook> live(Tables tables, String id) {
    return tables.hooks().find(id).filter(hook -> !hook.stamps().gone());
  }

  private static Answer missing() {
    return Answer.refused(
        404, "app.webhooks.get_incoming.app_error", "The webhook does not exist.");
  }
}
