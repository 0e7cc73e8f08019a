package dev.amends.systems.provisioning.mattermost;

import java.util.Objects;

/** A slash command of a team. */
public record SlashCommand(
    String id, String teamId, String trigger, String description, long deleteAt) implements Entity {
  public SlashCommand {
    id = Objects.requireNonNullElse(id, "");
    teamId = Objects.requireNonNullElse(teamId, "");
    trigger = Objects.requireNonNullElse(trigger, "");
    description = Objects.requireNonNullElse(description, "");
  }

  @Override
  public boolean complete() {
    return Entity.validId(id) && Entity.validId(teamId) && !trigger.isEmpty();
  }
}
