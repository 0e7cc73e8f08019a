package dev.amends.outcome;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a cause survives a restart: never an exception object, always these four values.
 *
 * @param code stable code of this library or of the application, such as {@code http.422} or {@code
 *     timeout}
 * @param message text for a person, at most {@value #MAX_MESSAGE} characters
 * @param httpStatus status of the answer, 0 when there was none
 * @param remoteCode the other side's own error id, where its answer named one
 */
public record Failure(String code, String message, int httpStatus, @Nullable String remoteCode) {
  /** Longest message that is kept; a longer one is cut. */
  public static final int MAX_MESSAGE = 2_000;

  public Failure {
    Objects.requireNonNull(code, "code");
    if (message.length() > MAX_MESSAGE) {
      message = message.substring(0, MAX_MESSAGE - 1) + "…";
    }
  }

  /** A failure that no HTTP answer stands behind. */
  public static Failure of(String code, String message) {
    return new Failure(code, message, 0, null);
  }

  /** The same failure in the words of an exception, for causes that nobody classified. */
  public static Failure of(Throwable cause) {
    String type = cause.getClass().getName();
    String name = cause.getClass().getSimpleName();
    String text = cause.getMessage();
    return of(name.isEmpty() ? type : name, text == null ? type : text);
  }
}
