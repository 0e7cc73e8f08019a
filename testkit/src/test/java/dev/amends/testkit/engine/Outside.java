package dev.amends.testkit.engine;

import dev.amends.action.Run;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody else's system: keeps effects by name, and misbehaves as it is told. */
final class Outside {
  /** How the next call of a name behaves. */
  enum Mood {
    FINE,
    REJECT,
    NOT_SENT,
    LOSE_ANSWER,
    LOSE_REQUEST,
    HANG
  }

  final List<String> log = new CopyOnWriteArrayList<>();
  final List<String> keys = new CopyOnWriteArrayList<>();
  private final Map<String, List<String>> effects = new ConcurrentHashMap<>();
  private final Map<String, Deque<Mood>> moods = new HashMap<>();

  synchronized void next(String name, Mood... next) {
    moods.computeIfAbsent(name, n -> new ArrayDeque<>()).addAll(List.of(next));
  }

  private synchronized Mood mood(String name) {
    Deque<Mood> left = moods.get(name);
    Mood mood = left == null ? null : left.poll();
    return mood == null ? Mood.FINE : mood;
  }

  String create(String name, Run<?> run) throws InterruptedException {
    log.add("create " + name);
    keys.add(name + " " + run.idempotencyKey());
    Mood mood = mood("create " + name);
    if (mood == Mood.HANG) {
      Thread.sleep(600_000);
    }
    refuse(mood);
    String id = name + "-" + run.sagaId();
    if (mood != Mood.LOSE_REQUEST) {
      effects.computeIfAbsent(name, n -> new ArrayList<>()).add(id);
    }
    if (mood == Mood.LOSE_ANSWER || mood == Mood.LOSE_REQUEST) {
      throw new OutcomeException(Outcome.unknown(Failure.of("lost", "no answer")), "no answer");
    }
    return id;
  }

  void delete(String name, Run<?> run) {
    log.add("delete " + name);
    refuse(mood("delete " + name));
    effects.getOrDefault(name, new ArrayList<>()).remove(name + "-" + run.sagaId());
  }

  List<String> find(String name, Run<?> run) {
    log.add("find " + name);
    refuse(mood("find " + name));
    String id = name + "-" + run.sagaId();
    return effects.getOrDefault(name, List.of()).stream().filter(id::equals).toList();
  }

  void add(String name, String effect) {
    effects.computeIfAbsent(name, n -> new ArrayList<>()).add(effect);
  }

  List<String> effects(String name) {
    return List.copyOf(effects.getOrDefault(name, List.of()));
  }

  private static void refuse(Mood mood) {
    if (mood == Mood.REJECT) {
      throw new OutcomeException(Outcome.rejected(new Failure("refused", "no", 422, null)), "no");
    }
    if (mood == Mood.NOT_SENT) {
      throw new OutcomeException(Outcome.notSent(Failure.of("down", "not there")), "not there");
    }
  }
}
