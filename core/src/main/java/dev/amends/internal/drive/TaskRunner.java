package dev.amends.internal.drive;

import dev.amends.internal.call.Ended;
import dev.amends.internal.call.Subject;
import dev.amends.internal.call.UserCode;
import dev.amends.internal.time.EngineClock;
import dev.amends.journal.History;
import dev.amends.machine.Machine;
import dev.amends.machine.Task;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.plan.PlanStep;
import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Executes tasks of remote steps, each within its time. Safe for many threads. */
final class TaskRunner {
  private final UserCode code;
  private final EngineClock clock;
  private final Scheduler.Timer timers;

  TaskRunner(UserCode code, EngineClock clock, Scheduler.Timer timers) {
    this.code = code;
    this.clock = clock;
    this.timers = timers;
  }

  /**
   * Executes it on this thread, its time counted from now.
   *
   * @param whenTimeIsOver told on another thread when its time is over before it comes back
   * @return how it ended, null when that was told already
   */
  @Nullable Ended run(Subject subject, History history, Task task, Consumer<Ended> whenTimeIsOver) {
    Flight flight = new Flight(whenTimeIsOver);
    Duration time = time(history, task);
    long endsAt = clock.nanos() + time.toNanos();
    Future<?> timer = timers.in(time, () -> flight.timeOut(Ended.timedOut(time)));
    if (!flight.takeOff(timer)) {
      return null;
    }
    Ended ended = call(subject, history, task, endsAt);
    return flight.cameBack() ? ended : null;
  }

  /** What stands around user code may fail as well, and the call may have been made by then. */
  private Ended call(Subject subject, History history, Task task, long endsAt) {
    try {
      return code.remote(subject, history, task, endsAt);
    } catch (RuntimeException | Error broken) {
      return new Ended.Threw(Outcome.unknown(Failure.of(broken)));
    }
  }

  /**
   * Before the pivot, a call's time is cut to what the deadline leaves; looks and undos have all.
   */
  private Duration time(History history, Task task) {
    PlanStep step = history.plan().step(task.step());
    Duration time = step.policies().timeout();
    Instant deadline = history.deadline();
    boolean settlesPivot = step.pivot() && history.step(step.index()).unknown();
    boolean free = deadline == null || settlesPivot || Machine.pastPivot(history);
    if (task.work() != Task.Work.CALL || free) {
      return time;
    }
    Duration left = Duration.between(clock.now(), Objects.requireNonNull(deadline));
    Duration least = Duration.ofMillis(1);
    Duration cut = left.compareTo(time) < 0 ? left : time;
    return cut.compareTo(least) < 0 ? least : cut;
  }
}
