package dev.amends.systems.provisioning.web;

import org.jspecify.annotations.Nullable;

/** Reads the parameters by which a page is asked for. */
final class Paging {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  private Paging() {}

  static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    long limit = number("limit", text);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw ProblemException.field("limit", "range", "must be from 1 to %d".formatted(MAX_LIMIT));
    }
    return (int) limit;
  }

  static @Nullable Long place(@Nullable String after) {
    return after == null ? null : number("after", after);
  }

  private static long number(String field, String text) {
    if (!text.matches("\\d{1,18}")) {
      throw ProblemException.field(field, "number", "must be a whole number, not negative");
    }
    return Long.parseLong(text);
  }
}
