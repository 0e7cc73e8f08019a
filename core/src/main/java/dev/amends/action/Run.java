package dev.amends.action;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an action sees of its saga. A run belongs to one attempt and to the thread that executes it.
 *
 * @param <I> the saga's input
 */
public interface Run<I> {
  /** The input that the saga was started with. */
  I input();

  /** The saga's id. */
  UUID sagaId();

  /** The key that the saga was started with; null for unkeyed sagas. */
  @Nullable String key();

  /**
   * The result of an earlier step.
   *
   * @throws dev.amends.error.StepSkippedException if the step was skipped
   * @throws IllegalStateException if the step has not succeeded
   */
  <T> T get(Step<T> step);

  /** The result of an earlier step, empty if it was skipped, failed or did not run. */
  <T> Optional<T> find(Step<T> step);

  /**
   * The item that this step is taken for.
   *
   * @throws IllegalStateException in a step that is not taken for each of these
   */
  <E> E item(Each<E> items);

  /** The results of a step that is taken for each item, by the items' keys, in the items' order. */
  <T> Map<String, T> all(Step<T> step);

  /**
   * Equal for all attempts of this step in this direction, also after a crash; a resume after a
   * definite failure starts the next one. The input is not part of it. At most 64 characters of
   * {@code [0-9a-z-]}.
   */
  String idempotencyKey();

  /** 1 for the first attempt, counting those that a crash cut off. */
  int attempt();

  /** How often the saga has changed hands; other sides may refuse calls with a smaller number. */
  int fence();

  /** What is left of this call's time, never negative. Give it to clients as their time-out. */
  Duration timeLeft();

  /** What was captured when the saga was started: correlation id, trace, actor, logging context. */
  Map<String, String> context();
}
