package dev.amends.systems.provisioning.mattermost;

import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpMethod;

/** Channels. Their names are unique in their team and stay taken when a channel is archived. */
public final class Channels {
  private final Calls calls;

  Channels(Calls calls) {
    this.calls = calls;
  }

  /** Makes a channel. */
  public Channel create(NewChannel channel) {
    return calls.send(HttpMethod.POST, Channel.class, channel, "/channels");
  }

  /** The channel of that name that people can use. */
  public Optional<Channel> byName(String teamId, String name) {
    return calls.find(Channel.class, "/teams/{team}/channels/name/{name}", teamId, name);
  }

  /** Archives a channel. */
  public void delete(String id) {
    calls.delete("/channels/{id}", id);
  }

  /** Takes a member of the team into a channel; who is in it stays in it. */
  public ChannelMember invite(String channelId, String userId) {
    return calls.send(
        HttpMethod.POST,
        ChannelMember.class,
        Map.of("user_id", userId),
        "/channels/{channel}/members",
        channelId);
  }

  /** A user's place in a channel. */
  public Optional<ChannelMember> member(String channelId, String userId) {
    return calls.find(ChannelMember.class, "/channels/{channel}/members/{user}", channelId, userId);
  }

  /** Takes a user out of a channel. */
  public void leave(String channelId, String userId) {
    calls.delete("/channels/{channel}/members/{user}", channelId, userId);
  }
}
