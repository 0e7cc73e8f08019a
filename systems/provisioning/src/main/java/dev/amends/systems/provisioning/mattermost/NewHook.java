package dev.amends.systems.provisioning.mattermost;

/**
 * An incoming webhook to be made.
 *
 * @param displayName at most 64 bytes; the marker, since there is no unique key
 */
public record NewHook(String channelId, String displayName, String description) {
  /** A webhook that carries a marker. */
  public static NewHook marked(String channelId, String description, Marker marker) {
    return new NewHook(channelId, marker.text(), description);
  }
}
