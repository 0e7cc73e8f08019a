package dev.amends.systems.mattermost.store;

import dev.amends.systems.mattermost.entity.Channel;
import dev.amends.systems.mattermost.entity.ChannelMember;
import dev.amends.systems.mattermost.entity.Entity;
import dev.amends.systems.mattermost.entity.IncomingHook;
import dev.amends.systems.mattermost.entity.Post;
import dev.amends.systems.mattermost.entity.SlashCommand;
import dev.amends.systems.mattermost.entity.Team;
import dev.amends.systems.mattermost.entity.TeamMember;
import dev.amends.systems.mattermost.entity.User;
import java.util.List;
import java.util.NoSuchElementException;

/** All tables. To be read inside {@link Store#read} or {@link Store#write} only. */
public final class Tables {
  private final Table<Team> teams = new Table<>("team", Team.class);
  private final Table<User> users = new Table<>("user", User.class);
  private final Table<TeamMember> members = new Table<>("member", TeamMember.class);
  private final Table<Channel> channels = new Table<>("channel", Channel.class);
  private final Table<ChannelMember> channelMembers =
      new Table<>("channelMember", ChannelMember.class);
  private final Table<IncomingHook> hooks = new Table<>("hook", IncomingHook.class);
  private final Table<SlashCommand> commands = new Table<>("command", SlashCommand.class);
  private final Table<Post> posts = new Table<>("post", Post.class);

  private final List<Table<?>> all =
      List.of(teams, users, members, channels, channelMembers, hooks, commands, posts);

  Tables() {}

  public Table<Team> teams() {
    return teams;
  }

  public Table<User> users() {
    return users;
  }

  public Table<TeamMember> members() {
    return members;
  }

  public Table<Channel> channels() {
    return channels;
  }

  public Table<ChannelMember> channelMembers() {
    return channelMembers;
  }

  public Table<IncomingHook> hooks() {
    return hooks;
  }

  public Table<SlashCommand> commands() {
    return commands;
  }

  public Table<Post> posts() {
    return posts;
  }

  List<Table<?>> all() {
    return all;
  }

  Table<?> ofKind(String kind) {
    return all.stream()
        .filter(table -> table.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no table holds the kind " + kind));
  }

  Table<?> holding(Entity entity) {
    return all.stream()
        .filter(table -> table.type().isInstance(entity))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no table holds " + entity.getClass()));
  }

  void apply(List<Change> changes) {
    for (Change change : changes) {
      Table<?> table = ofKind(change.kind());
      Entity value = change.value();
      if (value == null) {
        table.drop(change.key());
      } else {
        table.put(value);
      }
    }
  }
}
