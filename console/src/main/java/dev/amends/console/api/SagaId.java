package dev.amends.console.api;

import dev.amends.console.web.Problem;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** The id of a saga in a path. */
final class SagaId {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private SagaId() {}

  /** The id; a text that is none names no saga. */
  static UUID of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw notFound().exception();
    }
    return UUID.fromString(text);
  }

  static Problem notFound() {
    return Problem.of(HttpStatus.NOT_FOUND, "saga.not-found", "There is no saga of that id.");
  }
}
