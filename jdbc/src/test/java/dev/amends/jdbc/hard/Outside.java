package dev.amends.jdbc.hard;

import dev.amends.action.Run;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.outcome.Probed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody else's system, which outlives every node. It takes equal calls with one idempotency key
 * as one, remembers every call in order, and misbehaves as it is told. One that keeps tombstones
 * refuses an action that comes after its undo.
 */
final class Outside {
  /** How a call behaves. */
  enum Mood {
    REJECT,
    NOT_SENT,
    LOSE_ANSWER,
    LOSE_REQUEST,
    /** The caller hears nothing, and the call takes effect when the test says so. */
    HOLD_BACK
  }

  /** A call, as it came. */
  record Call(String step, String saga, String token, boolean undo) {}

  private final boolean tombstones;
  private final List<Call> calls = new ArrayList<>();
  private final List<Call> effects = new ArrayList<>();
  private final Map<String, Integer> net = new HashMap<>();
  private final Set<String> tokens = new HashSet<>();
  private final Set<String> undone = new HashSet<>();
  private final Map<String, Deque<Mood>> moods = new HashMap<>();
  private final List<Runnable> held = new ArrayList<>();
  private int lateEffects;

  Outside(boolean tombstones) {
    this.tombstones = tombstones;
  }

  /** How the next calls of a step behave, whichever saga makes them. */
  synchronized void next(String step, Mood... next) {
    moods.computeIfAbsent(step, none -> new ArrayDeque<>()).addAll(List.of(next));
  }

  /** The action of a step. */
  String act(String step, Run<?> run) {
    return call(new Call(step, String.valueOf(run.key()), run.idempotencyKey(), false));
  }

  /** The undo of a step; succeeds on nothing. */
  void undo(String step, Run<?> run) {
    call(new Call(step, String.valueOf(run.key()), run.idempotencyKey(), true));
  }

  /** What there is of a step. */
  synchronized Probed<String> find(String step, Run<?> run) {
    String name = name(step, String.valueOf(run.key()));
    return net.getOrDefault(name, 0) > 0 ? Probed.ours(name) : Probed.absent();
  }

  private synchronized String call(Call call) {
    calls.add(call);
    Deque<Mood> left = moods.get((call.undo() ? "undo " : "") + call.step());
    Mood mood = left == null ? null : left.poll();
    if (mood == Mood.REJECT) {
      throw new OutcomeException(Outcome.rejected(new Failure("refused", "no", 422, null)), "no");
    }
    if (mood == Mood.NOT_SENT) {
      throw new OutcomeException(Outcome.notSent(Failure.of("down", "not there")), "not there");
    }
    if (mood == Mood.HOLD_BACK) {
      held.add(() -> take(call));
    } else if (mood != Mood.LOSE_REQUEST) {
      take(call);
    }
    if (mood != null) {
      throw new OutcomeException(Outcome.unknown(Failure.of("lost", "no answer")), "no answer");
    }
    return name(call.step(), call.saga());
  }

  private synchronized void take(Call call) {
    String name = name(call.step(), call.saga());
    if (call.undo()) {
      undone.add(name);
      if (net.getOrDefault(name, 0) > 0) {
        net.put(name, 0);
        effects.add(call);
      }
      return;
    }
    if (!tokens.add(call.token())) {
      return;
    }
    if (undone.contains(name)) {
      lateEffects++;
      if (tombstones) {
        return;
      }
    }
    net.merge(name, 1, Integer::sum);
    effects.add(call);
  }

  /** Lets arrive what was held back. */
  void deliver() {
    List<Runnable> arriving;
    synchronized (this) {
      arriving = List.copyOf(held);
      held.clear();
    }
    arriving.forEach(Runnable::run);
  }

  /** What a person does to the other side past the engine. */
  synchronized void byHand(String step, String saga) {
    take(new Call(step, saga, "by hand", false));
  }

  private static String name(String step, String saga) {
    return step + "/" + saga;
  }

  /** How often a step's effect is there now. */
  synchronized int net(String step, String saga) {
    return net.getOrDefault(name(step, saga), 0);
  }

  /** All calls of a saga. */
  synchronized List<Call> calls(String saga) {
    return calls.stream().filter(call -> call.saga().equals(saga)).toList();
  }

  /** Steps whose effects came about, in order, and the same with those that were undone. */
  synchronized List<String> effects(String saga, boolean undo) {
    return effects.stream()
        .filter(call -> call.saga().equals(saga) && call.undo() == undo)
        .map(Call::step)
        .toList();
  }

  /** The different keys that a step's calls of a saga came with. */
  synchronized Set<String> tokens(String step, String saga, boolean undo) {
    Set<String> found = new HashSet<>();
    for (Call call : calls) {
      if (call.saga().equals(saga) && call.step().equals(step) && call.undo() == undo) {
        found.add(call.token());
      }
    }
    return found;
  }

  /** Actions that arrived for the first time after their undo. */
  synchronized int lateEffects() {
    return lateEffects;
  }
}
