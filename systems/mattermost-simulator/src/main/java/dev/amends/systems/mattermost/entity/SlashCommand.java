package dev.amends.systems.mattermost.entity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A custom slash command of a team. Its trigger is unique among the team's live commands. */
public record SlashCommand(
    String id,
    String token,
    @JsonUnwrapped Stamps stamps,
    String creatorId,
    String teamId,
    String trigger,
    String method,
    String username,
    String iconUrl,
    boolean autoComplete,
    String autoCompleteDesc,
    String autoCompleteHint,
    String displayName,
    String description,
    String url)
    implements Entity {

  @Override
  public String key() {
    return id;
  }

  /** The same command with other stamps. */
  public SlashCommand with(Stamps newStamps) {
    return new SlashCommand(
        id,
        token,
        newStamps,
        creatorId,
        teamId,
        trigger,
        method,
        username,
        iconUrl,
        autoComplete,
        autoCompleteDesc,
        autoCompleteHint,
        displayName,
        description,
        url);
  }
}
