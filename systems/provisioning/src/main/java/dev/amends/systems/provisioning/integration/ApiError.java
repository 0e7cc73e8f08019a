package dev.amends.systems.provisioning.integration;

import dev.amends.outcome.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Why a call has failed.
 *
 * @param id Mattermost's id of the error, else ours
 * @param message in words
 * @param httpStatus null when nothing was answered
 */
public record ApiError(String id, String message, @Nullable Integer httpStatus) {
  static ApiError of(Failure failure) {
    String remote = failure.remoteCode();
    return new ApiError(
        remote == null ? failure.code() : remote,
        words(failure),
        failure.httpStatus() == 0 ? null : failure.httpStatus());
  }

  static ApiError missing() {
    return new ApiError("integration.missing", "It is not on Mattermost any more.", 404);
  }

  /** What never was an answer is told in other words than the ones of sockets. */
  private static String words(Failure failure) {
    return switch (failure.code()) {
      case "not-sent" -> "Mattermost can't be reached.";
      case "timeout" -> "Mattermost did not answer in time.";
      default -> failure.message();
    };
  }
}
