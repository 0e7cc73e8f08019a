package dev.amends.jackson;

import dev.amends.error.PayloadUnreadableException;
import dev.amends.journal.Payload;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/** Says what of a payload could not be written or read, without saying a secret. */
final class Unreadable {
  private static final int MAX_REASON = 300;

  private Unreadable() {}

  static PayloadUnreadableException encoding(Object value, Throwable failure) {
    return new PayloadUnreadableException(
        "A %s cannot be stored as JSON%s: %s"
            .formatted(value.getClass().getName(), place(failure), reason(failure)),
        failure);
  }

  static PayloadUnreadableException decoding(
      Payload payload, JavaType type, Throwable failure, Mask mask) {
    String what =
        "A stored payload of %d bytes cannot be read as %s%s"
            .formatted(payload.size(), type.toCanonical(), place(failure));
    return tellsASecret(failure, mask)
        ? new PayloadUnreadableException(what + ": the value there does not fit.")
        : new PayloadUnreadableException(what + ": " + reason(failure), failure);
  }

  static PayloadUnreadableException nothing(Payload payload, JavaType type) {
    return new PayloadUnreadableException(
        "A stored payload of %d bytes is null, expected a %s."
            .formatted(payload.size(), type.toCanonical()));
  }

  /** Jackson quotes the offending value; one under a masked name must not get into a message. */
  private static boolean tellsASecret(Throwable failure, Mask mask) {
    return failure instanceof JacksonException jackson
        && !(cause(failure) instanceof PayloadUnreadableException)
        && jackson.getPath().stream()
            .map(JacksonException.Reference::getPropertyName)
            .anyMatch(name -> name != null && mask.hides(name));
  }

  private static String place(Throwable failure) {
    if (!(failure instanceof JacksonException jackson) || jackson.getPath().isEmpty()) {
      return "";
    }
    StringBuilder path = new StringBuilder(" at ");
    String separator = "";
    for (JacksonException.Reference each : jackson.getPath()) {
      String name = each.getPropertyName();
      path.append(name == null ? "[" + each.getIndex() + "]" : separator + name);
      separator = ".";
    }
    return path.toString();
  }

  private static String reason(Throwable failure) {
    Throwable cause = cause(failure);
    String text =
        cause instanceof JacksonException jackson
            ? jackson.getOriginalMessage()
            : cause instanceof StackOverflowError ? "nested too deeply" : cause.getMessage();
    String known = text == null ? cause.getClass().getSimpleName() : text;
    return known.length() > MAX_REASON ? known.substring(0, MAX_REASON) + "…" : known;
  }

  /** The library's own exception, where Jackson wrapped one; else what Jackson says. */
  private static Throwable cause(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof PayloadUnreadableException) {
        return each;
      }
    }
    return failure;
  }
}
