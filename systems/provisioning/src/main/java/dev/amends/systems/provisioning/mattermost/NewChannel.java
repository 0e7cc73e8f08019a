package dev.amends.systems.provisioning.mattermost;

/**
 * A channel to be made.
 *
 * @param name unique in its team, 1 to 64 of a-z, 0-9, '-' and '_'
 * @param displayName 1 to 64 characters
 * @param purpose at most 250 characters, with a marker
 * @param type {@code O} for public, {@code P} for private
 */
public record NewChannel(
    String teamId, String name, String displayName, String purpose, String type) {
  /** A channel that every member of the team can join. */
  public static NewChannel open(String teamId, String name, Marker marker) {
    return new NewChannel(teamId, name, name, marker.text(), "O");
  }

  /** A channel that is joined by invitation. */
  public static NewChannel closed(String teamId, String name, String displayName, Marker marker) {
    return new NewChannel(teamId, name, displayName, marker.text(), "P");
  }
}
