package dev.amends.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Long lists in pieces that one statement takes. */
final class Chunks {
  /** Most values that one statement compares with. */
  static final int SIZE = 1_000;

  private Chunks() {}

  static <T> List<List<T>> of(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += SIZE) {
      chunks.add(list.subList(from, Math.min(from + SIZE, list.size())));
    }
    return chunks;
  }
}
