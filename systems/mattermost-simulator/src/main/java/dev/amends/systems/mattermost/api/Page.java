package dev.amends.systems.mattermost.api;

import java.util.List;
import java.util.stream.Stream;

/** One page of a list, counted from 0. What the caller wrote wrongly counts as not written. */
record Page(int number, int size) {
  private static final int DEFAULT_SIZE = 60;
  private static final int MAX_SIZE = 200;

  static Page of(String number, String size) {
    int wanted = parse(size, DEFAULT_SIZE);
    return new Page(parse(number, 0), Math.min(wanted, MAX_SIZE));
  }

  private static int parse(String text, int fallback) {
    try {
      int value = Integer.parseInt(text);
      return value < 0 ? fallback : value;
    } catch (NumberFormatException e) {
      return fallback;
    }
  }

  <T> List<T> of(Stream<T> all) {
    return all.skip((long) number * size).limit(size).toList();
  }
}
