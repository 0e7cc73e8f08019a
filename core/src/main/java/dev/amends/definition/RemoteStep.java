package dev.amends.definition;

import dev.amends.action.Condition;
import dev.amends.action.Each;
import dev.amends.action.Effect;
import dev.amends.action.Judge;
import dev.amends.action.Step;
import dev.amends.action.Undo;
import java.time.Duration;

/**
 * A declared remote step.
 *
 * @param <I> the saga's input
 * @param <T> the step's result
 */
public interface RemoteStep<I, T> extends Step<T> {
  /** The semantic undo of an effect that is known to be there. */
  RemoteStep<I, T> compensate(Undo<I, T> undo);

  /** Undo by the idempotency key alone, for effects that may be there; succeeds on nothing. */
  RemoteStep<I, T> compensateUnknown(Effect<I> undo);

  /** Says that nothing needs to be undone when a later step fails. */
  RemoteStep<I, T> nothingToUndo();

  /** Takes the step only if this holds when its turn has come; else it is skipped. */
  RemoteStep<I, T> when(Condition<I> holds);

  /** Takes the step once for each item; {@code run.item(…)} gives the one at hand. */
  RemoteStep<I, T> each(Each<?> items);

  /**
   * Makes it the point of no return: once it has succeeded, the saga only goes forward. A lost
   * answer is settled by the probe or the same key again, and never compensated.
   */
  RemoteStep<I, T> pivot();

  /** Which entry of the catalogue this step calls. */
  RemoteStep<I, T> api(Api api);

  /** How often the call is tried; default {@link Retry#DEFAULT}. */
  RemoteStep<I, T> retry(Retry policy);

  /** How long a failing probe is repeated; default {@link Retry#PROBING}. */
  RemoteStep<I, T> probing(Retry policy);

  /** How long a failing compensation is repeated; default {@link Retry#UNDOING}. */
  RemoteStep<I, T> undoing(Retry policy);

  /** Total time of one call, after which it counts as Unknown; default 10 s. */
  RemoteStep<I, T> timeout(Duration total);

  /**
   * How long after a request may last have left its absence proves nothing; default {@code timeout}
   * + 1 s. Zero where the other side refuses late calls.
   */
  RemoteStep<I, T> settle(Duration time);

  /** This step's own reading of exceptions. */
  RemoteStep<I, T> judge(Judge<I> judge);
}
