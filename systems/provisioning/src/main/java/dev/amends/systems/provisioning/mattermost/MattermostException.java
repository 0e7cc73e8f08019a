package dev.amends.systems.provisioning.mattermost;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer of Mattermost that is not the one that was wanted: a refusal, an error, or a success
 * whose body makes no sense. Calls that were not answered end in Spring's own exceptions.
 */
public final class MattermostException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private static final Set<String> UNDONE =
      Set.of(
          "api.channel.delete_channel.deleted.app_error",
          "api.team.remove_user_from_team.missing.app_error");

  private final int status;
  private final @Nullable String errorId;
  private final transient @Nullable Duration retryAfter;

  private MattermostException(
      int status, @Nullable String errorId, String message, @Nullable Duration retryAfter) {
    super(message);
    this.status = status;
    this.errorId = errorId;
    this.retryAfter = retryAfter;
  }

  /** Mattermost said no, or that it failed. */
  static MattermostException refused(int status, @Nullable String errorId, String message) {
    return new MattermostException(status, errorId, message, null);
  }

  /** Mattermost turned the call away unread, because there were too many. */
  static MattermostException tooMany(Duration retryAfter) {
    return new MattermostException(
        TOO_MANY_REQUESTS, null, "Mattermost takes no more calls for now.", retryAfter);
  }

  /** Mattermost's answer can't be read, so nobody knows what it did. */
  static MattermostException unreadable(int status, String why) {
    return new MattermostException(status, null, "Mattermost's answer can't be read: " + why, null);
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** Mattermost's own id of the error; null where its answer named none. */
  public @Nullable String errorId() {
    return errorId;
  }

  /** How long Mattermost asks to wait; null where it doesn't. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** Whether the call was turned away unread. */
  public boolean turnedAway() {
    return status == TOO_MANY_REQUESTS;
  }

  /** Whether the call definitely had no effect. */
  public boolean refusal() {
    return status >= 400 && status < 500 && status != REQUEST_TIMEOUT && !turnedAway();
  }

  /** Whether the server says that there is no such thing. */
  boolean absence() {
    return status == 404 && errorId != null && !errorId.equals("api.context.404.app_error");
  }

  /** Whether what was to be undone is not there, or is archived already. */
  boolean nothingToUndo() {
    return absence() || (errorId != null && UNDONE.contains(errorId));
  }

  /**
   * Whether something with the same natural key is there already, perhaps made by a call of ours
   * whose answer was lost.
   */
  public boolean exists() {
    return status == 400
        && errorId != null
        && (errorId.endsWith(".existing.app_error")
            || errorId.endsWith("exists.app_error")
            || errorId.endsWith(".previously.app_error")
            || errorId.endsWith(".duplicate_trigger.app_error"));
  }

  /** Whether a setting of the server forbids to delete for good. */
  boolean permanentDeletionOff() {
    return errorId != null && errorId.contains("not_enabled");
  }
}
