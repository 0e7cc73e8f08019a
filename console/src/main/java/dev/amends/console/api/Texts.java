package dev.amends.console.api;

import dev.amends.console.web.Problem;
import org.jspecify.annotations.Nullable;

/** Checks of what persons write. */
final class Texts {
  private Texts() {}

  /** Whether every database can keep it: no NUL, no half of a surrogate pair. */
  static boolean storable(String text) {
    return text.indexOf('\0') < 0
        && text.codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** The field of a body, empty when it is absent. */
  static String field(String name, @Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    if (text.length() > longest || !storable(text)) {
      throw Problem.field(
              name, "It has at most %,d characters, none of them NUL.".formatted(longest))
          .exception();
    }
    return text;
  }
}
