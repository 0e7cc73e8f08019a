package dev.amends.spring.http;

import org.jspecify.annotations.Nullable;

/**
 * What another side says of its own error.
 *
 * @param code its stable id, such as {@code app.team.save.existing.app_error}; null when it names
 *     none
 * @param message its text for a person; null when it has none
 */
public record RemoteError(@Nullable String code, @Nullable String message) {
  /** Longest code that is kept; a longer one is cut. */
  public static final int MAX_CODE = 200;

  public RemoteError {
    if (code != null && code.length() > MAX_CODE) {
      code = code.substring(0, MAX_CODE);
    }
  }
}
