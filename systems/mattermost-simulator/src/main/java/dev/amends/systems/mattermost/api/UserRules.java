package dev.amends.systems.mattermost.api;

import dev.amends.systems.mattermost.entity.User;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the server demands of a user. Each rule answers the refusal, or nothing. */
final class UserRules {
  private static final int MIN_PASSWORD = 8;
  private static final int MAX_PASSWORD = 72;
  private static final int MAX_NAME = 64;
  private static final int MAX_POSITION = 128;

  private UserRules() {}

  static Optional<Answer> password(String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < MIN_PASSWORD) {
      return invalid("pwd_min_length", "The password must have at least 8 characters.");
    }
    return bytes > MAX_PASSWORD
        ? invalid("pwd_max_length", "The password must have at most 72 characters.")
        : Optional.empty();
  }

  static Optional<Answer> fields(User user) {
    if (!Names.validUser(user.username())) {
      return invalid(
          "username", "The user name needs letters, digits, dots, hyphens or underscores.");
    }
    if (!Names.validEmail(user.email())) {
      return invalid("email", "The e-mail address is not valid.");
    }
    return tooLong("nickname", user.nickname(), MAX_NAME)
        .or(() -> tooLong("position", user.position(), MAX_POSITION))
        .or(() -> tooLong("first_name", user.firstName(), MAX_NAME))
        .or(() -> tooLong("last_name", user.lastName(), MAX_NAME));
  }

  private static Optional<Answer> tooLong(String field, String text, int max) {
    return Names.characters(text) > max
        ? invalid(field, "The " + field + " has more than " + max + " characters.")
        : Optional.empty();
  }

  /** E-mail address and user name are held by deactivated users, too. */
  static Optional<Answer> taken(User user, Stream<User> everybody) {
    List<User> others = everybody.filter(other -> !other.id().equals(user.id())).toList();
    if (others.stream().anyMatch(other -> other.email().equals(user.email()))) {
      return Optional.of(
          Answer.refused(
              400,
              "app.user.save.email_exists.app_error",
              "An account with this e-mail address exists already."));
    }
    if (others.stream().anyMatch(other -> other.username().equals(user.username()))) {
      return Optional.of(
          Answer.refused(
              400,
              "app.user.save.username_exists.app_error",
              "An account with this user name exists already."));
    }
    return Optional.empty();
  }

  private static Optional<Answer> invalid(String field, String message) {
    return Optional.of(Answer.refused(400, "model.user.is_valid." + field + ".app_error", message));
  }
}
