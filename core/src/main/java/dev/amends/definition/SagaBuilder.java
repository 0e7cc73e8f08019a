package dev.amends.definition;

import dev.amends.action.Action;
import dev.amends.action.Done;
import dev.amends.action.Each;
import dev.amends.action.Effect;
import dev.amends.action.ResultType;
import dev.amends.action.Step;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Declares a saga, step after step. Used by one thread, inside {@link SagaDefinition#define} only.
 *
 * @param <I> input
 * @param <O> output
 */
public interface SagaBuilder<I, O> {
  /** What a failure leads to; without this, {@link Recovery#COMPENSATE}. */
  SagaBuilder<I, O> onFailure(Recovery recovery);

  /** Raise it when a step's meaning changes while its name stays; part of the hash. Default 1. */
  SagaBuilder<I, O> version(int number);

  /**
   * At most one unfinished saga at a time holds the key that this function gives for an input;
   * others wait their turn, oldest first. Held until the saga has ended, also while it is parked.
   */
  SagaBuilder<I, O> exclusive(Function<I, String> key);

  /** What the saga gives to its caller, computed when all steps have succeeded. */
  SagaBuilder<I, O> returns(ResultType<O> type, Action<I, O> result);

  /** What the saga gives to its caller, computed when all steps have succeeded. */
  default SagaBuilder<I, O> returns(Class<O> type, Action<I, O> result) {
    return returns(ResultType.of(type), result);
  }

  /**
   * A list that steps can be taken for, once an item and all items concurrently: give it to {@code
   * .each(…)}. It is asked for once, when such a step's turn has come, and on record from then on;
   * its code calls nothing outside. At most 1,000 items.
   *
   * @param key what tells items apart for good: unique, 1 to 100 characters; part of the steps'
   *     names and idempotency keys
   */
  <E> Each<E> forEach(ResultType<E> type, Action<I, List<E>> list, Function<E, String> key);

  /** A list that steps can be taken for. */
  default <E> Each<E> forEach(Class<E> type, Action<I, List<E>> list, Function<E, String> key) {
    return forEach(ResultType.of(type), list, key);
  }

  /** A step inside one transaction of the engine's database, committed with its checkpoint. */
  <T> LocalStep<I, T> local(String name, ResultType<T> type, Action<I, T> action);

  /** A step inside one transaction of the engine's database, committed with its checkpoint. */
  default <T> LocalStep<I, T> local(String name, Class<T> type, Action<I, T> action) {
    return local(name, ResultType.of(type), action);
  }

  /** A local step without a result. */
  default LocalStep<I, Done> local(String name, Effect<I> action) {
    return local(
        name,
        Done.class,
        run -> {
          action.run(run);
          return Done.DONE;
        });
  }

  /**
   * A step that calls something outside. No transaction or connection is held meanwhile. The answer
   * is no step until it is said how the call is safe to repeat.
   */
  <T> RemoteCall<I, T> remote(String name, ResultType<T> type, Action<I, T> action);

  /** A step that calls something outside. */
  default <T> RemoteCall<I, T> remote(String name, Class<T> type, Action<I, T> action) {
    return remote(name, ResultType.of(type), action);
  }

  /** A step that calls something outside and has no result. */
  default RemoteCall<I, Done> remote(String name, Effect<I> action) {
    return remote(
        name,
        Done.class,
        run -> {
          action.run(run);
          return Done.DONE;
        });
  }

  /**
   * Waits for a signal, which {@code Sagas.signal} brings; without one in time the step fails.
   *
   * @param signal name of the step and of the signal
   * @param type what the signal brings
   * @param within counts from when the step's turn has come
   */
  <T> AwaitStep<I, T> await(String signal, ResultType<T> type, Duration within);

  /** Waits for a signal. */
  default <T> AwaitStep<I, T> await(String signal, Class<T> type, Duration within) {
    return await(signal, ResultType.of(type), within);
  }

  /**
   * A step that another saga does.
   *
   * @param definition of the child; one of this application's
   * @param type what the child gives, as it declares it
   * @param input of the child; code that calls nothing outside
   */
  <C, T> ChildStep<I, T> child(
      String name,
      Class<? extends SagaDefinition<C, T>> definition,
      ResultType<T> type,
      Action<I, C> input);

  /** A step that another saga does. */
  default <C, T> ChildStep<I, T> child(
      String name,
      Class<? extends SagaDefinition<C, T>> definition,
      Class<T> type,
      Action<I, C> input) {
    return child(name, definition, ResultType.of(type), input);
  }

  /** A step that another saga does, which gives nothing. */
  <C> ChildStep<I, Done> child(
      String name, Class<? extends SagaDefinition<C, Void>> definition, Action<I, C> input);

  /** Lets the steps declared just before run concurrently, as one group. */
  SagaBuilder<I, O> together(String name, Step<?>... steps);
}
