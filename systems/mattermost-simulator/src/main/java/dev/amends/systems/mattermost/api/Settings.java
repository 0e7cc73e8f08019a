package dev.amends.systems.mattermost.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The server settings that decide whether {@code permanent=true} is obeyed; where one is off, the
 * server answers 401 with an id that ends in {@code not_enabled.app_error}. A real server has them
 * off unless told otherwise; here they are on.
 */
public record Settings(
    @JsonProperty("EnableAPITeamDeletion") boolean teamDeletion,
    @JsonProperty("EnableAPIUserDeletion") boolean userDeletion,
    @JsonProperty("EnableAPIChannelDeletion") boolean channelDeletion) {

  /** Everything may be deleted for good. */
  public static Settings defaults() {
    return new Settings(true, true, true);
  }

  /** The same settings with permanent deletion of teams on or off. */
  public Settings withTeamDeletion(boolean enabled) {
    return new Settings(enabled, userDeletion, channelDeletion);
  }

  /** The same settings with permanent deletion of users on or off. */
  public Settings withUserDeletion(boolean enabled) {
    return new Settings(teamDeletion, enabled, channelDeletion);
  }

  /** The same settings with permanent deletion of channels on or off. */
  public Settings withChannelDeletion(boolean enabled) {
    return new Settings(teamDeletion, userDeletion, enabled);
  }
}
