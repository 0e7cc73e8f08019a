package dev.amends.definition;

import dev.amends.action.Probe;
import dev.amends.action.ProbeAll;
import java.util.function.Function;

/**
 * A remote step that has not said yet how it is safe to repeat. One of these must be chosen, or the
 * definition does not compile where the handle is used and fails at start-up where it is not.
 *
 * @param <I> the saga's input
 * @param <T> the step's result
 */
public interface RemoteCall<I, T> {
  /**
   * The other side has a natural key by which a lost effect can be found. The probe is asked
   * whenever an attempt may have happened.
   */
  RemoteStep<I, T> probe(Probe<I, T> probe);

  /**
   * The other side has no unique key: the probe lists all effects of this step; the first one
   * counts, others are undone later.
   *
   * @param identity what tells two effects apart, such as their ids
   */
  RemoteStep<I, T> probeAll(ProbeAll<I, T> probe, Function<T, ?> identity);

  /** The other side takes equal calls with one idempotency key as one. */
  RemoteStep<I, T> idempotent();

  /** Never called twice: the intent is made durable first, and a lost answer parks the saga. */
  RemoteStep<I, T> atMostOnce();

  /** Has no effect on the other side. */
  RemoteStep<I, T> readOnly();
}
