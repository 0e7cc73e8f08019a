package dev.amends.plan;

import dev.amends.action.Action;
import dev.amends.action.Condition;
import dev.amends.action.Each;
import dev.amends.action.Effect;
import dev.amends.action.Judge;
import dev.amends.action.Probe;
import dev.amends.action.ProbeAll;
import dev.amends.action.ResultType;
import dev.amends.action.Undo;
import dev.amends.definition.Api;
import dev.amends.definition.AwaitStep;
import dev.amends.definition.ChildStep;
import dev.amends.definition.LocalStep;
import dev.amends.definition.RemoteCall;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.Retry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A step while its definition is being read. Used by one thread. */
final class StepDraft<I, T>
    implements LocalStep<I, T>,
        RemoteCall<I, T>,
        RemoteStep<I, T>,
        AwaitStep<I, T>,
        ChildStep<I, T> {
  final String name;
  final StepKind kind;
  final ResultType<T> type;
  private final Action<I, T> action;
  @Nullable Safety safety;
  @Nullable String group;
  boolean nothingToUndo;
  boolean pivot;
  private @Nullable Undo<I, T> undo;
  private @Nullable Effect<I> undoUnknown;
  private @Nullable Probe<I, T> probe;
  private @Nullable ProbeAll<I, T> probeAll;
  private @Nullable Function<T, ?> identity;
  private @Nullable Judge<I> judge;
  private @Nullable Condition<I> condition;
  private @Nullable ItemList<?> items;
  private @Nullable Api api;
  private Retry retry = Retry.DEFAULT;
  private Retry probing = Retry.PROBING;
  private Retry undoing = Retry.UNDOING;
  private Duration timeout;
  private @Nullable Duration settle;
  @Nullable Duration within;
  @Nullable Class<?> childDefinition;
  @Nullable Plan child;

  StepDraft(String name, StepKind kind, ResultType<T> type, Action<I, T> action, Duration timeout) {
    this.name = name;
    this.kind = kind;
    this.type = type;
    this.action = action;
    this.timeout = timeout;
    if (kind == StepKind.LOCAL) {
      safety = Safety.TRANSACTION;
    } else if (kind == StepKind.AWAIT) {
      safety = Safety.SIGNAL;
    } else if (kind == StepKind.CHILD) {
      safety = Safety.CHILD;
    }
  }

  boolean each() {
    return items != null;
  }

  boolean undoable() {
    return undo != null || undoUnknown != null || (child != null && child.undoable());
  }

  boolean undoableUnknown() {
    return undoUnknown != null;
  }

  /** A signal that nothing is said about has no effect of ours. */
  private boolean mayStay() {
    return nothingToUndo || (kind == StepKind.AWAIT && undo == null);
  }

  /** What else is special about it. */
  Set<Trait> traits() {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (pivot) {
      traits.add(Trait.PIVOT);
    }
    if (condition != null) {
      traits.add(Trait.CONDITIONAL);
    }
    if (items != null) {
      traits.add(Trait.EACH);
    }
    return traits;
  }

  @Nullable Api api() {
    return api;
  }

  /** Erases the types: what goes in as {@code T} comes out of the codec as {@code T} again. */
  @SuppressWarnings("unchecked")
  PlanStep compile(int index, int node, Safety chosen) {
    StepActions actions =
        new StepActions(
            (Action<Object, Object>) action,
            (Undo<Object, Object>) undo,
            (Effect<Object>) undoUnknown,
            (Probe<Object, Object>) probe,
            (ProbeAll<Object, Object>) probeAll,
            (Function<Object, ?>) identity,
            (Judge<Object>) judge,
            (Condition<Object>) condition,
            (ItemList<Object>) items,
            child);
    Duration settled = settle == null ? timeout.plusSeconds(1) : settle;
    StepPolicies policies = new StepPolicies(retry, probing, undoing, timeout, settled, within);
    return new PlanStep(
        index, node, name, kind, chosen, type, actions, policies, api, mayStay(), traits(), null);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StepDraft<I, T> probe(Probe<I, T> look) {
    safety = Safety.PROBE;
    probe = look;
    return this;
  }

  @Override
  public StepDraft<I, T> probeAll(ProbeAll<I, T> look, Function<T, ?> tellsApart) {
    safety = Safety.PROBE_ALL;
    probeAll = look;
    identity = tellsApart;
    return this;
  }

  @Override
  public StepDraft<I, T> idempotent() {
    safety = Safety.IDEMPOTENT;
    return this;
  }

  @Override
  public StepDraft<I, T> atMostOnce() {
    safety = Safety.AT_MOST_ONCE;
    return this;
  }

  @Override
  public StepDraft<I, T> readOnly() {
    safety = Safety.READ_ONLY;
    return this;
  }

  @Override
  public StepDraft<I, T> compensate(Undo<I, T> how) {
    undo = how;
    return this;
  }

  @Override
  public StepDraft<I, T> compensateUnknown(Effect<I> how) {
    undoUnknown = how;
    return this;
  }

  @Override
  public StepDraft<I, T> nothingToUndo() {
    nothingToUndo = true;
    return this;
  }

  @Override
  public StepDraft<I, T> when(Condition<I> holds) {
    condition = holds;
    return this;
  }

  @Override
  public StepDraft<I, T> each(Each<?> list) {
    items = (ItemList<?>) list;
    return this;
  }

  @Override
  public StepDraft<I, T> pivot() {
    pivot = true;
    return this;
  }

  @Override
  public StepDraft<I, T> api(Api entry) {
    api = entry;
    return this;
  }

  @Override
  public StepDraft<I, T> retry(Retry policy) {
    retry = policy;
    return this;
  }

  @Override
  public StepDraft<I, T> probing(Retry policy) {
    probing = policy;
    return this;
  }

  @Override
  public StepDraft<I, T> undoing(Retry policy) {
    undoing = policy;
    return this;
  }

  @Override
  public StepDraft<I, T> timeout(Duration total) {
    if (total.isNegative() || total.isZero()) {
      throw new IllegalArgumentException(
          "The time-out of step '%s' must be above 0".formatted(name));
    }
    timeout = total;
    return this;
  }

  @Override
  public StepDraft<I, T> settle(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "The settle time of step '%s' cannot be negative".formatted(name));
    }
    settle = time;
    return this;
  }

  @Override
  public StepDraft<I, T> judge(Judge<I> own) {
    judge = own;
    return this;
  }
}
