package dev.amends.plan;

import dev.amends.action.Action;
import dev.amends.action.Done;
import dev.amends.action.Each;
import dev.amends.action.ResultType;
import dev.amends.action.Step;
import dev.amends.definition.AwaitStep;
import dev.amends.definition.ChildStep;
import dev.amends.definition.LocalStep;
import dev.amends.definition.Recovery;
import dev.amends.definition.RemoteCall;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what a definition declares, and its mistakes. Used by one thread. */
final class PlanBuilder<I, O> implements SagaBuilder<I, O> {
  final List<StepDraft<I, ?>> steps = new ArrayList<>();
  final List<String> mistakes = new ArrayList<>();
  private final Set<String> groups = new HashSet<>();
  private final Duration callTimeout;
  Recovery recovery = Recovery.COMPENSATE;
  int version = 1;
  @Nullable Function<I, String> exclusive;
  Plan.@Nullable Output output;

  PlanBuilder(Duration callTimeout) {
    this.callTimeout = callTimeout;
  }

  @Override
  public SagaBuilder<I, O> onFailure(Recovery what) {
    recovery = what;
    return this;
  }

  @Override
  public SagaBuilder<I, O> version(int number) {
    version = number;
    return this;
  }

  @Override
  public SagaBuilder<I, O> exclusive(Function<I, String> key) {
    exclusive = key;
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public SagaBuilder<I, O> returns(ResultType<O> type, Action<I, O> result) {
    output = new Plan.Output(type, (Action<Object, Object>) (Action<?, ?>) result);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <E> Each<E> forEach(ResultType<E> type, Action<I, List<E>> list, Function<E, String> key) {
    return new ItemList<>(type, (Action<Object, List<E>>) (Action<?, ?>) list, key);
  }

  @Override
  public <T> LocalStep<I, T> local(String name, ResultType<T> type, Action<I, T> action) {
    return add(new StepDraft<>(name, StepKind.LOCAL, type, action, callTimeout));
  }

  @Override
  public <T> RemoteCall<I, T> remote(String name, ResultType<T> type, Action<I, T> action) {
    return add(new StepDraft<>(name, StepKind.REMOTE, type, action, callTimeout));
  }

  @Override
  public <T> AwaitStep<I, T> await(String signal, ResultType<T> type, Duration within) {
    if (within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException(
          "The time that signal '%s' is waited for must be above 0".formatted(signal));
    }
    StepDraft<I, T> step =
        new StepDraft<>(
            signal,
            StepKind.AWAIT,
            type,
            run -> {
              throw new IllegalStateException("A signal is waited for, not called");
            },
            callTimeout);
    step.within = within;
    return add(step);
  }

  @Override
  public <C, T> ChildStep<I, T> child(
      String name,
      Class<? extends SagaDefinition<C, T>> definition,
      ResultType<T> type,
      Action<I, C> input) {
    return addChild(name, definition, type, input);
  }

  @Override
  public <C> ChildStep<I, Done> child(
      String name, Class<? extends SagaDefinition<C, Void>> definition, Action<I, C> input) {
    return addChild(name, definition, ResultType.of(Done.class), input);
  }

  /** The step's action gives the child's input; what the step gives comes from the child. */
  @SuppressWarnings("unchecked")
  private <T> StepDraft<I, T> addChild(
      String name, Class<?> definition, ResultType<T> type, Action<I, ?> input) {
    Action<I, T> action = (Action<I, T>) input;
    StepDraft<I, T> step = new StepDraft<>(name, StepKind.CHILD, type, action, callTimeout);
    step.childDefinition = definition;
    return add(step);
  }

  private <T> StepDraft<I, T> add(StepDraft<I, T> step) {
    steps.add(step);
    return step;
  }

  @Override
  public SagaBuilder<I, O> together(String name, Step<?>... members) {
    int from = steps.size() - members.length;
    boolean justBefore = members.length >= 2 && from >= 0;
    for (int i = 0; justBefore && i < members.length; i++) {
      justBefore = steps.get(from + i) == members[i] && steps.get(from + i).group == null;
    }
    if (!justBefore) {
      mistakes.add(
          "group '%s' must name at least two steps, exactly those declared just before it and in that order"
              .formatted(name));
      return this;
    }
    if (!groups.add(name)) {
      mistakes.add("two groups are named '%s'; give each its own name".formatted(name));
    }
    for (Step<?> member : members) {
      ((StepDraft<?, ?>) member).group = name;
    }
    return this;
  }
}
