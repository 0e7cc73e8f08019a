package dev.amends.systems.provisioning.mattermost;

/**
 * A team to be made.
 *
 * @param name unique on the server, 2 to 64 of a-z, 0-9 and '-'
 * @param displayName 1 to 64 characters
 * @param description at most 255 bytes, with a marker
 * @param type {@code O} for open, {@code I} for by invitation
 */
public record NewTeam(String name, String displayName, String description, String type) {
  /** A team that is joined by invitation. */
  public static NewTeam byInvitation(String name, String displayName, Marker marker) {
    return new NewTeam(name, displayName, marker.text(), "I");
  }
}
