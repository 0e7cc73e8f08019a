package dev.amends.testkit.explore;

import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.outcome.Failure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a saga came to rest, for a test's own check. */
public final class Settled {
  private final @Nullable History history;
  private final List<JournalEntry> journal;
  private final Map<String, Integer> effects;

  Settled(@Nullable History history, List<JournalEntry> journal, Map<String, Integer> effects) {
    this.history = history;
    this.journal = List.copyOf(journal);
    this.effects = Map.copyOf(effects);
  }

  /**
   * Whether there is a saga at all. There is none when a local step that comes first threw: its
   * caller got the exception.
   */
  public boolean started() {
    return history != null;
  }

  /** Whether it succeeded. */
  public boolean succeeded() {
    return is(SagaStatus.SUCCEEDED);
  }

  /** Whether everything is undone. */
  public boolean compensated() {
    return is(SagaStatus.COMPENSATED);
  }

  /** Whether it waits for a person. */
  public boolean parked() {
    return is(SagaStatus.PARKED);
  }

  private boolean is(SagaStatus status) {
    return history != null && history.status() == status;
  }

  /** Why it is parked, null unless it is. */
  public @Nullable ParkReason reason() {
    return history == null ? null : history.parkReason();
  }

  /** Why it turned round or parked, null when it did neither. */
  public @Nullable Failure cause() {
    return history == null ? null : history.cause();
  }

  /**
   * Where a step stands.
   *
   * @throws IllegalArgumentException if the saga has no such step
   * @throws IllegalStateException if there is no saga
   */
  public StepStatus step(String name) {
    History known = history();
    return known
        .plan()
        .step(name)
        .map(step -> known.statusOf(step.index()))
        .orElseThrow(() -> new IllegalArgumentException("No step is named '" + name + "'"));
  }

  /** Its journal, oldest entry first; empty when there is no saga. */
  public List<JournalEntry> journal() {
    return journal;
  }

  /** How many effects of a step there are by {@link Effects}. */
  public int effects(String step) {
    return effects.getOrDefault(step, 0);
  }

  Map<String, Integer> effects() {
    return effects;
  }

  History history() {
    if (history == null) {
      throw new IllegalStateException("No saga was started; ask started() first");
    }
    return history;
  }

  @Override
  public String toString() {
    if (history == null) {
      return "no saga was started; effects " + effects;
    }
    String steps =
        history.plan().steps().stream()
            .map(step -> step.name() + " " + history.statusOf(step.index()))
            .collect(Collectors.joining(", "));
    String reason = parked() ? " (" + Objects.requireNonNull(reason()) + ")" : "";
    return "%s%s; %s; effects %s".formatted(history.status(), reason, steps, effects);
  }
}
