package dev.amends.systems.mattermost.entity;

/** Something the server keeps, immutable; a change makes a new one with the same key. */
public sealed interface Entity
    permits Team, User, TeamMember, Channel, ChannelMember, IncomingHook, SlashCommand, Post {

  /** Unique among the entities of its type, and stable over its life. */
  String key();
}
