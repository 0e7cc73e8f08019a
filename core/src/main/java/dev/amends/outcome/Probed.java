package dev.amends.outcome;

import java.util.Optional;

/**
 * What a probe saw on the other side: the effect of this very step, nothing, or something in its
 * place that belongs to somebody else. A probe that cannot tell throws; that never counts as
 * absence.
 *
 * @param <T> the step's result
 */
public sealed interface Probed<T> {

  /** The effect is there and provably ours; {@code result} stands for the lost answer. */
  record Ours<T>(T result) implements Probed<T> {}

  /** Nothing there at the moment of looking. */
  record Absent<T>() implements Probed<T> {}

  /** The place is taken by a stranger: the step is rejected for this reason. */
  record NotOurs<T>(String reason) implements Probed<T> {}

  /** Found, and ours. */
  static <T> Probed<T> ours(T result) {
    return new Ours<>(result);
  }

  /** Not there. */
  static <T> Probed<T> absent() {
    return new Absent<>();
  }

  /** There, but somebody else's. */
  static <T> Probed<T> notOurs(String reason) {
    return new NotOurs<>(reason);
  }

  /** A find that is ours when present. */
  static <T> Probed<T> of(Optional<T> found) {
    return found.<Probed<T>>map(Ours::new).orElseGet(Absent::new);
  }
}
