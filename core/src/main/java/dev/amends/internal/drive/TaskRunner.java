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
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

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

  /** Executor of calls, and whether one may begin; asked when its turn has come. */
  record Ground(Executor where, BooleanSupplier mayBegin) {
    /** A caller who waits must not hold up its saga with a call that does not come back. */
    void giveUp() {
      if (where instanceof CallerThread caller) {
        caller.leave();
      }
    }
  }

  /** Executes it there, and tells how it ended, once. Time counts from when it begins. */
  void run(Ground ground, Subject subject, History history, Task task, Consumer<Ended> whenEnded) {
    Flight flight = new Flight(whenEnded);
    ground.where().execute(() -> fly(ground, flight, subject, history, task));
  }

  private void fly(Ground ground, Flight flight, Subject subject, History history, Task task) {
    if (!ground.mayBegin().getAsBoolean()) {
      flight.cameBack(new Ended.NotBegun());
      return;
    }
    Duration time = time(history, task);
    long endsAt = clock.nanos() + time.toNanos();
    Future<?> timer =
        timers.in(
            time,
            () -> {
              ground.giveUp();
              flight.timeOut(Ended.timedOut(time));
            });
    if (flight.takeOff(timer)) {
      flight.cameBack(call(subject, history, task, endsAt));
    }
  }

  /** What stands around user code may fail as well, and the call may have been made by then. */
  private Ended call(Subject subject, History history, Task task, long endsAt) {
    try {
      return code.remote(subject, history, task, endsAt);
    } catch (RuntimeException | Error broken) {
      return new Ended.Threw(Outcome.unknown(Failure.of(broken)));
    }
  }

  /** Before the pivot, a call's time is cut to what the deadline leaves; looks and undos have all. */
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
