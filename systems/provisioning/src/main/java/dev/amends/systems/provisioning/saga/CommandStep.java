package dev.amends.systems.provisioning.saga;

import dev.amends.outcome.Probed;
import dev.amends.systems.provisioning.mattermost.Commands;
import dev.amends.systems.provisioning.mattermost.Marker;
import dev.amends.systems.provisioning.mattermost.NewCommand;
import dev.amends.systems.provisioning.mattermost.SlashCommand;
import java.util.Optional;
import java.util.UUID;

/** Making slash commands, and finding out whether one was made. */
final class CommandStep {
  static final String TRIGGER = "project";
  private static final String EXPLANATION = "Shows how the project's integration stands";

  private final Commands commands;
  private final String baseUrl;

  CommandStep(Commands commands, String baseUrl) {
    this.commands = commands;
    this.baseUrl = baseUrl;
  }

  Made make(Made team, UUID projectId) {
    String url = url(projectId);
    Marker marker = Marker.ofProject(projectId);
    NewCommand command = NewCommand.posted(team.id(), TRIGGER, url, EXPLANATION, marker);
    return new Made(commands.create(command).id());
  }

  private String url(UUID projectId) {
    return baseUrl + "/projects/" + projectId + "/command";
  }

  Probed<Made> look(Made team, Marker marker) {
    Optional<SlashCommand> found = commands.byTrigger(team.id(), TRIGGER);
    if (found.isEmpty()) {
      return Probed.absent();
    }
    return marker.in(found.get().description())
        ? Probed.ours(new Made(found.get().id()))
        : Probed.notOurs("The team has a command '/%s' that isn't ours.".formatted(TRIGGER));
  }

  void unmake(Made command) {
    commands.delete(command.id());
  }
}
