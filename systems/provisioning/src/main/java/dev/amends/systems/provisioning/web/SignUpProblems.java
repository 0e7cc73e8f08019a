package dev.amends.systems.provisioning.web;

import dev.amends.outcome.Failure;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/** What an undone sign-up tells its caller: the cause, and whether trying again makes sense. */
final class SignUpProblems {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final int TOO_MANY_REQUESTS = 429;

  private SignUpProblems() {}

  static ProblemException of(Failure cause) {
    if (cause.code().equals("not-ours") || exists(cause)) {
      return ProblemException.of(HttpStatus.CONFLICT, "account.taken", cause.message());
    }
    if (cause.httpStatus() == 0 || cause.httpStatus() == TOO_MANY_REQUESTS) {
      return ProblemException.later(
          "mattermost.unreachable",
          "Mattermost can't be reached for now, and everything is undone.",
          RETRY_AFTER);
    }
    return ProblemException.of(
        HttpStatus.BAD_GATEWAY,
        "mattermost.refused",
        "Mattermost refused, and everything is undone: " + cause.message());
  }

  private static boolean exists(Failure cause) {
    String id = cause.remoteCode();
    return id != null && id.endsWith("exists.app_error");
  }
}
