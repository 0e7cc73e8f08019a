package dev.amends.machine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks and waiting times, collected step by step. */
final class Agenda {
  final List<Task> tasks = new ArrayList<>();
  @Nullable Instant wake;
  final List<Integer> births = new ArrayList<>();
  boolean busy;
  boolean waits;
  boolean doubt;

  /** Plans a task for now, or for its due time. */
  void plan(Task task, @Nullable Instant due, Instant now) {
    if (due == null || !due.isAfter(now)) {
      tasks.add(task);
    } else {
      wakeAt(due);
    }
  }

  void wakeAt(Instant time) {
    if (wake == null || time.isBefore(wake)) {
      wake = time;
    }
  }

  boolean empty() {
    return tasks.isEmpty() && births.isEmpty() && wake == null && !busy && !waits;
  }

  /** Children come first: their start is on record before anything else is done. */
  Decision go() {
    return births.isEmpty() ? new Decision.Go(tasks, wake) : new Decision.Ask(births);
  }

  Decision.Go waitForCalls() {
    return new Decision.Go(List.of(), null);
  }
}
