package dev.amends.systems.provisioning.mattermost;

import java.util.Map;

/**
 * A user to be made, or what a user shall be from now on.
 *
 * @param password 8 to 72 bytes; never shown
 */
public record NewUser(
    String email, String username, String nickname, String password, Map<String, String> props) {
  public NewUser {
    props = Map.copyOf(props);
  }

  /** A user that carries a marker. */
  public static NewUser marked(
      String email, String username, String nickname, String password, Marker marker) {
    return new NewUser(email, username, nickname, password, Map.of(Marker.PROP, marker.text()));
  }

  @Override
  public String toString() {
    return "NewUser[email=%s, username=%s, props=%s]".formatted(email, username, props);
  }
}
