package dev.amends.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what is on it
 * @param next what to ask with for the page after it, null on the last one
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Nullable String next) {
  public Page {
    items = List.copyOf(items);
  }
}
