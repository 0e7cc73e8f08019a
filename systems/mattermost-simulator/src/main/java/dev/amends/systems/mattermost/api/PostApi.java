package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.Channel;
import dev.amends.systems.mattermost.entity.EntityJson;
import dev.amends.systems.mattermost.entity.IncomingHook;
import dev.amends.systems.mattermost.entity.Post;
import dev.amends.systems.mattermost.entity.Stamps;
import dev.amends.systems.mattermost.store.ChangeSet;
import dev.amends.systems.mattermost.store.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages: they come through incoming webhooks and can be read per channel. */
final class PostApi {
  private static final int MAX_MESSAGE = 16_383;

  private final Workspace workspace;

  PostApi(Workspace workspace) {
    this.workspace = workspace;
  }

  record HookMessage(String text) {
    HookMessage {
      text = Objects.requireNonNullElse(text, "");
    }
  }

  Answer receive(ApiRequest request) {
    Optional<HookMessage> message = request.body(HookMessage.class);
    if (message.isEmpty()) {
      return Answer.refused(
          400, "web.incoming_webhook.parse.app_error", "The message could not be read.");
    }
    String text = message.get().text();
    if (text.isEmpty() || Names.characters(text) > MAX_MESSAGE) {
      return Answer.refused(
          400, "web.incoming_webhook.text.app_error", "The message has no text, or too much.");
    }
    return workspace.write(
        changes ->
            HookApi.live(changes.tables(), request.variable("hook_id"))
                .flatMap(hook -> receive(hook, text, changes))
                .orElseGet(PostApi::invalid));
  }

  private Optional<Answer> receive(IncomingHook hook, String text, ChangeSet changes) {
    return changes
        .tables()
        .channels()
        .find(hook.channelId())
        .map(channel -> post(channel, hook, text, changes));
  }

  private Answer post(Channel channel, IncomingHook hook, String text, ChangeSet changes) {
    long now = workspace.now();
    changes.put(
        new Post(
            workspace.newId(), Stamps.madeAt(now), hook.userId(), channel.id(), text, hook.id()));
    changes.put(channel.posted(now));
    return Answer.ok("ok");
  }

  private static Answer invalid() {
    return Answer.refused(
        400, "web.incoming_webhook.invalid.app_error", "The webhook does not exist.");
  }

  Answer ofChannel(ApiRequest request) {
    String channelId = request.variable("channel_id");
    return workspace.read(
        tables ->
            tables.channels().find(channelId).isEmpty()
                ? Refusals.channelMissing()
                : Answer.ok(newestFirst(channelId, request.page(), tables)));
  }

  private static ObjectNode newestFirst(String channelId, Page page, Tables tables) {
    List<Post> posts =
        new ArrayList<>(
            tables.posts().rows().filter(post -> post.channelId().equals(channelId)).toList());
    Collections.reverse(posts);
    ObjectNode answer = EntityJson.mapper().createObjectNode();
    ArrayNode order = answer.putArray("order");
    ObjectNode byId = answer.putObject("posts");
    for (Post post : page.of(posts.stream())) {
      order.add(post.id());
      byId.set(post.id(), Shapes.of(post));
    }
    return answer.put("next_post_id", "").put("prev_post_id", "");
  }
}
