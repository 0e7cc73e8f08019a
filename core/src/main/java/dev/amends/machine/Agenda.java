package dev.amends.machine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks and waiting times, collected step by step. */
final class Agenda {
  final List<Task> tasks = new ArrayList<>();
  @Nullable Instant wake;
  boolean busy;
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
    return tasks.isEmpty() && wake == null && !busy;
  }

  Decision.Go go() {
    return new Decision.Go(tasks, wake);
  }

  Decision.Go waitForCalls() {
    return new Decision.Go(List.of(), null);
  }
}
