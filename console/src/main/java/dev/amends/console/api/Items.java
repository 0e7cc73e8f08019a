package dev.amends.console.api;

import dev.amends.query.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items what is on it
 * @param next what to ask with as {@code after} for the page behind it, null on the last one
 */
record Items<T>(List<T> items, @Nullable String next) {
  Items {
    items = List.copyOf(items);
  }

  static <S, T> Items<T> of(Page<S> page, Function<S, T> form) {
    return new Items<>(page.items().stream().map(form).toList(), page.next());
  }

  static <S, T> Items<T> all(List<S> list, Function<S, T> form) {
    return new Items<>(list.stream().map(form).toList(), null);
  }
}
