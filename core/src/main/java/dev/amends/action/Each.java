package dev.amends.action;

/**
 * A declared list that steps are taken for, once an item. Give it to {@code .each(…)} of a step,
 * and to {@link Run#item} inside of that step's code.
 *
 * @param <E> an item
 */
public interface Each<E> {
  /** What items are stored as. */
  ResultType<E> type();
}
