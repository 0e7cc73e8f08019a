package dev.amends.systems.provisioning.saga;

import dev.amends.outcome.Probed;
import dev.amends.systems.provisioning.mattermost.Channel;
import dev.amends.systems.provisioning.mattermost.Channels;
import dev.amends.systems.provisioning.mattermost.Marker;
import dev.amends.systems.provisioning.mattermost.NewChannel;
import java.util.Optional;

/** Making channels, and finding out whether one was made. */
final class ChannelStep {
  private final Channels channels;

  ChannelStep(Channels channels) {
    this.channels = channels;
  }

  Made make(NewChannel channel) {
    return new Made(channels.create(channel).id());
  }

  Probed<Made> look(Made team, String name, Marker marker) {
    Optional<Channel> found = channels.byName(team.id(), name);
    if (found.isEmpty() || !found.get().live()) {
      return Probed.absent();
    }
    return marker.in(found.get().purpose())
        ? Probed.ours(new Made(found.get().id()))
        : Probed.notOurs("The team has a channel '%s' that isn't ours.".formatted(name));
  }

  void unmake(Made channel) {
    channels.delete(channel.id());
  }

  void invite(Made channel, Made user) {
    channels.invite(channel.id(), user.id());
  }

  Probed<Made> lookForMember(Made channel, Made user) {
    return Probed.of(channels.member(channel.id(), user.id()).map(member -> user));
  }

  void leave(Made channel, Made user) {
    channels.leave(channel.id(), user.id());
  }
}
