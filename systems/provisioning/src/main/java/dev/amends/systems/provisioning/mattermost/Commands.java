package dev.amends.systems.provisioning.mattermost;

import java.util.Optional;
import org.springframework.http.HttpMethod;

/** Slash commands. Their triggers are unique in their team. */
public final class Commands {
  private final Calls calls;

  Commands(Calls calls) {
    this.calls = calls;
  }

  /** Makes a command. */
  public SlashCommand create(NewCommand command) {
    return calls.send(HttpMethod.POST, SlashCommand.class, command, "/commands");
  }

  /** The command of a team that has this trigger. */
  public Optional<SlashCommand> byTrigger(String teamId, String trigger) {
    return calls
        .list(SlashCommand.class, "/commands?team_id={team}&custom_only=true", teamId)
        .stream()
        .filter(command -> command.deleteAt() == 0 && command.trigger().equals(trigger))
        .findFirst();
  }

  /** Deletes a command. */
  public void delete(String id) {
    calls.delete("/commands/{id}", id);
  }
}
