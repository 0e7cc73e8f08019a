package dev.amends.testkit.explore;

import dev.amends.action.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Somebody else's system, and the own database, as far as a saga has effects there. An effect goes
 * by the name of the step that makes it; the explorer then knows without being told that a step
 * which succeeded has its effect exactly once, and one that was undone has none. Lost answers, late
 * calls and crashes are the explorer's to make; nothing here ever fails. Safe for many threads.
 */
public final class Effects {
  private volatile Consumer<Runnable> atCommit;
  private final Map<String, List<Made>> present = new LinkedHashMap<>();
  private final Map<String, String> byKey = new HashMap<>();
  private int made;

  Effects(Consumer<Runnable> atCommit) {
    this.atCommit = atCommit;
  }

  /** Its transactions are those of a database that is made later, out of the same world. */
  Effects() {
    this(
        change -> {
          throw new IllegalStateException("There is no database yet; write to it from steps only");
        });
  }

  void commitWith(Consumer<Runnable> transactions) {
    atCommit = transactions;
  }

  private record Made(String id, UUID saga) {}

  /**
   * Makes one more effect, whatever is there already: an other side that knows no keys.
   *
   * @return the effect's id
   */
  public synchronized String make(String step, Run<?> run) {
    made++;
    String id = step + "-" + made;
    present.computeIfAbsent(step, none -> new ArrayList<>()).add(new Made(id, run.sagaId()));
    return id;
  }

  /**
   * Makes the effect of the run's idempotency key; later calls with that key change nothing, also
   * once the effect is removed.
   *
   * @return the effect's id, equal for all calls with one key
   */
  public synchronized String makeOnce(String step, Run<?> run) {
    String key = run.idempotencyKey();
    String before = byKey.get(key);
    if (before != null) {
      return before;
    }
    String id = make(step, run);
    byKey.put(key, id);
    return id;
  }

  /** The ids of a saga's effects, oldest first. */
  public synchronized List<String> find(String step, Run<?> run) {
    return present.getOrDefault(step, List.of()).stream()
        .filter(one -> one.saga().equals(run.sagaId()))
        .map(Made::id)
        .toList();
  }

  /** The oldest of a saga's effects. */
  public Optional<String> findFirst(String step, Run<?> run) {
    return find(step, run).stream().findFirst();
  }

  /** Removes a saga's effects; there may be none. */
  public synchronized void remove(String step, Run<?> run) {
    present.getOrDefault(step, new ArrayList<>()).removeIf(one -> one.saga().equals(run.sagaId()));
  }

  /**
   * Removes one effect.
   *
   * @return whether it was there
   */
  public synchronized boolean remove(String step, String id) {
    return present.getOrDefault(step, new ArrayList<>()).removeIf(one -> one.id().equals(id));
  }

  /** Makes an effect in the engine's database: there with the present transaction, or never. */
  public void write(String step, Run<?> run) {
    atCommit.accept(() -> make(step, run));
  }

  /** Removes a saga's effects from the engine's database with the present transaction, or never. */
  public void erase(String step, Run<?> run) {
    atCommit.accept(() -> remove(step, run));
  }

  /** Makes something of the test's own true with the present transaction, or never. */
  public void atCommit(Runnable change) {
    atCommit.accept(change);
  }

  /** How many effects of a step there are. */
  public synchronized int count(String step) {
    return present.getOrDefault(step, List.of()).size();
  }

  /** How many effects there are now of each step that ever had one. */
  public synchronized Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    present.forEach((step, effects) -> counts.put(step, effects.size()));
    return counts;
  }
}
