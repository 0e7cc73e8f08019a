package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.SlashCommand;
import dev.amends.systems.mattermost.entity.Stamps;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** A slash command that a caller wants. Lengths are counted in bytes, as the real server does. */
record NewCommand(
    String teamId,
    String creatorId,
    String trigger,
    String method,
    String url,
    String username,
    String iconUrl,
    Boolean autoComplete,
    String autoCompleteDesc,
    String autoCompleteHint,
    String displayName,
    String description) {
  private static final int MAX_TRIGGER = 128;
  private static final int MAX_URL = 1024;
  private static final int MAX_DISPLAY_NAME = 64;
  private static final int MAX_DESCRIPTION = 128;

  NewCommand {
    teamId = Objects.requireNonNullElse(teamId, "");
    creatorId = Objects.requireNonNullElse(creatorId, "");
    trigger = Objects.requireNonNullElse(trigger, "");
    method = Objects.requireNonNullElse(method, "");
    url = Objects.requireNonNullElse(url, "");
    username = Objects.requireNonNullElse(username, "");
    iconUrl = Objects.requireNonNullElse(iconUrl, "");
    autoComplete = Objects.requireNonNullElse(autoComplete, false);
    autoCompleteDesc = Objects.requireNonNullElse(autoCompleteDesc, "");
    autoCompleteHint = Objects.requireNonNullElse(autoCompleteHint, "");
    displayName = Objects.requireNonNullElse(displayName, "");
    description = Objects.requireNonNullElse(description, "");
  }

  Optional<Answer> refusal() {
    if (!Ids.valid(teamId)) {
      return invalid("team_id", "The team id is not valid.");
    }
    if (trigger.isEmpty()
        || bytes(trigger) > MAX_TRIGGER
        || trigger.startsWith("/")
        || trigger.contains(" ")) {
      return invalid("trigger", "The trigger needs 1 to 128 characters, no space, no slash first.");
    }
    if (url.isEmpty() || bytes(url) > MAX_URL) {
      return invalid("url", "The URL needs 1 to 1024 characters.");
    }
    if (!httpUrl(url)) {
      return invalid("url_http", "The URL does not begin with http:// or https://.");
    }
    if (!method.equals("P") && !method.equals("G")) {
      return invalid("method", "The method is neither P nor G.");
    }
    if (bytes(displayName) > MAX_DISPLAY_NAME) {
      return invalid("display_name", "The display name has more than 64 bytes.");
    }
    if (bytes(description) > MAX_DESCRIPTION) {
      return invalid("description", "The description has more than 128 bytes.");
    }
    return Optional.empty();
  }

  private static boolean httpUrl(String url) {
    try {
      return (url.startsWith("http://") || url.startsWith("https://"))
          && new URI(url).getAuthority() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Optional<Answer> invalid(String field, String message) {
    return Optional.of(
        Answer.refused(400, "model.command.is_valid." + field + ".app_error", message));
  }

  SlashCommand command(String id, String token, Stamps stamps, String creator) {
    return new SlashCommand(
        id,
        token,
        stamps,
        creator,
        teamId,
        Names.lower(trigger),
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
