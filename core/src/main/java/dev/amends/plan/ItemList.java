package dev.amends.plan;

import dev.amends.action.Action;
import dev.amends.action.Each;
import dev.amends.action.ResultType;
import java.util.List;
import java.util.function.Function;

/**
 * The list that a step is taken for.
 *
 * @param type what items are stored as
 * @param list the user's code that gives them
 * @param key what tells them apart
 */
public record ItemList<E>(ResultType<E> type, Action<Object, List<E>> list, Function<E, String> key)
    implements Each<E> {
  /** Most items of one list. */
  public static final int MAX_ITEMS = 1_000;
}
