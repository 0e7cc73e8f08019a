package dev.amends.systems.mattermost.api;

import java.util.Map;

/**
 * What the server answers.
 *
 * @param status the HTTP status
 * @param body an {@link ApiError}, a {@link String} for plain text, or anything else for JSON
 * @param effect whether the request changed the server's state
 */
public record Answer(int status, Object body, boolean effect) {

  static Answer ok(Object body) {
    return new Answer(200, body, false);
  }

  static Answer created(Object body) {
    return new Answer(201, body, false);
  }

  /** The body that stands where there is nothing else to say. */
  static Answer done() {
    return ok(Map.of("status", "OK"));
  }

  static Answer refused(int status, String id, String message) {
    return new Answer(status, new ApiError(id, message, status), false);
  }

  Answer withEffect(boolean changed) {
    return new Answer(status, body, changed);
  }
}
