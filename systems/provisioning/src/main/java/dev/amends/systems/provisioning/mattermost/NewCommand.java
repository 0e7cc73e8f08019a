package dev.amends.systems.provisioning.mattermost;

/**
 * A slash command to be made.
 *
 * @param method {@code P} for POST, {@code G} for GET
 * @param trigger the word after the slash, unique in its team
 * @param url what Mattermost calls when somebody uses the command
 * @param description at most 128 bytes, with a marker
 */
public record NewCommand(
    String teamId,
    String method,
    String trigger,
    String url,
    boolean autoComplete,
    String autoCompleteDesc,
    String displayName,
    String description) {
  /** A command that is posted to a URL and carries a marker. */
  public static NewCommand posted(
      String teamId, String trigger, String url, String explanation, Marker marker) {
    return new NewCommand(teamId, "P", trigger, url, true, explanation, trigger, marker.text());
  }
}
