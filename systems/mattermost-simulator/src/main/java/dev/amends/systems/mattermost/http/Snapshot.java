package dev.amends.systems.mattermost.http;

import dev.amends.systems.mattermost.entity.Channel;
import dev.amends.systems.mattermost.entity.ChannelMember;
import dev.amends.systems.mattermost.entity.EntityJson;
import dev.amends.systems.mattermost.entity.IncomingHook;
import dev.amends.systems.mattermost.entity.Post;
import dev.amends.systems.mattermost.entity.SlashCommand;
import dev.amends.systems.mattermost.entity.Team;
import dev.amends.systems.mattermost.entity.TeamMember;
import dev.amends.systems.mattermost.entity.User;
import dev.amends.systems.mattermost.store.Store;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** All entities at one moment, soft-deleted ones too. */
record Snapshot(
    List<Team> teams,
    List<User> users,
    List<TeamMember> members,
    List<Channel> channels,
    List<ChannelMember> channelMembers,
    List<IncomingHook> hooks,
    List<SlashCommand> commands,
    List<Post> posts) {

  static Snapshot of(Store store) {
    return store.read(
        tables ->
            new Snapshot(
                tables.teams().rows().toList(),
                tables.users().rows().toList(),
                tables.members().rows().toList(),
                tables.channels().rows().toList(),
                tables.channelMembers().rows().toList(),
                tables.hooks().rows().toList(),
                tables.commands().rows().toList(),
                tables.posts().rows().toList()));
  }

  /** The lists under their own names, each entity in Mattermost's snake case. */
  ObjectNode json() {
    ObjectNode json = EntityJson.mapper().createObjectNode();
    add(json, "teams", teams);
    add(json, "users", users);
    add(json, "members", members);
    add(json, "channels", channels);
    add(json, "channelMembers", channelMembers);
    add(json, "hooks", hooks);
    add(json, "commands", commands);
    add(json, "posts", posts);
    return json;
  }

  private static void add(ObjectNode json, String name, List<?> entities) {
    json.set(name, EntityJson.mapper().valueToTree(entities));
  }
}
