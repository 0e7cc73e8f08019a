package dev.amends.systems.provisioning.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next what to send as {@code after} for the page after it, null on the last one
 */
record PageJson<T>(List<T> items, @Nullable String next) {
  /** A page of at most so many items, of a list that was read with one more. */
  static <T> PageJson<T> of(List<T> oneMore, int limit, Function<T, String> place) {
    if (oneMore.size() <= limit) {
      return new PageJson<>(List.copyOf(oneMore), null);
    }
    List<T> items = List.copyOf(oneMore.subList(0, limit));
    return new PageJson<>(items, place.apply(items.get(limit - 1)));
  }

  <R> PageJson<R> map(Function<T, R> each) {
    return new PageJson<>(items.stream().map(each).toList(), next);
  }
}
