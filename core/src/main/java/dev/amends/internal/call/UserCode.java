package dev.amends.internal.call;

import dev.amends.action.Condition;
import dev.amends.action.Done;
import dev.amends.action.Effect;
import dev.amends.action.Judge;
import dev.amends.action.Probe;
import dev.amends.action.ProbeAll;
import dev.amends.action.ResultType;
import dev.amends.action.Run;
import dev.amends.action.Undo;
import dev.amends.error.PayloadTooLargeException;
import dev.amends.error.PayloadUnreadableException;
import dev.amends.internal.time.EngineClock;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.Payload;
import dev.amends.machine.Task;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.outcome.Probed;
import dev.amends.plan.ItemList;
import dev.amends.plan.PlanStep;
import dev.amends.spi.EngineListener;
import dev.amends.spi.Interceptor;
import dev.amends.spi.Invocation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Calls the code of steps on the present thread and says how that ended. Safe for many threads. */
public final class UserCode {
  /** What code that runs between two checkpoints is told to be done in. */
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private final Payloads payloads;
  private final EngineClock clock;
  private final List<Interceptor> interceptors;
  private final List<OutcomeClassifier> classifiers;
  private final EngineListener listener;

  public UserCode(
      Payloads payloads,
      EngineClock clock,
      List<Interceptor> interceptors,
      List<OutcomeClassifier> classifiers,
      EngineListener listener) {
    this.payloads = payloads;
    this.clock = clock;
    this.interceptors = List.copyOf(interceptors);
    this.classifiers = List.copyOf(classifiers);
    this.listener = listener;
  }

  /** What user code of a task sees. */
  public Run<Object> run(Subject subject, History history, Task task, long endsAt) {
    return sagaRun(subject, history, task, endsAt);
  }

  private SagaRun sagaRun(Subject subject, History history, Task task, long endsAt) {
    return new SagaRun(subject, history, task, payloads.codec(), clock::nanos, endsAt);
  }

  /** The value of a stored result of a step. */
  public Object read(Payload payload, PlanStep step) {
    return payloads.codec().decode(payload, step.type());
  }

  /** Executes a task of a remote step. Never throws. */
  public Ended remote(Subject subject, History history, Task task, long endsAt) {
    PlanStep step = history.plan().step(task.step());
    Run<Object> run = run(subject, history, task, endsAt);
    Invocation invocation = invocation(subject, step, task, run);
    long begun = clock.nanos();
    Ended ended = guarded(step, task, run, invocation);
    told(invocation, ended, begun);
    return ended;
  }

  private Ended guarded(PlanStep step, Task task, Run<Object> run, Invocation invocation) {
    try {
      return switch (task.work()) {
        case CALL ->
            payloads.given(step, around(invocation, () -> step.actions().action().run(run)));
        case PROBE -> payloads.seen(step, around(invocation, () -> look(step, run)));
        case UNDO, UNDO_UNKNOWN ->
            payloads.given(step, around(invocation, () -> undo(step, task, run)));
      };
    } catch (PayloadUnreadableException unreadable) {
      return new Ended.CouldNotRead(Failure.of(unreadable.code(), text(unreadable)));
    } catch (Throwable thrown) {
      restoreInterrupt(thrown);
      return outcome(step, run, thrown);
    }
  }

  /** A judge's success stands for the answer that an exception hid. */
  private Ended outcome(PlanStep step, Run<Object> run, Throwable thrown) {
    try {
      Outcome outcome = judged(step, run, thrown);
      if (outcome instanceof Outcome.Success success) {
        Object value = success.value();
        return payloads.given(step, value == null ? Done.DONE : value);
      }
      return new Ended.Threw(outcome);
    } catch (RuntimeException | Error cannotTell) {
      thrown.addSuppressed(cannotTell);
      return new Ended.Threw(Outcome.unknown(Failure.of(thrown)));
    }
  }

  private Outcome judged(PlanStep step, Run<Object> run, Throwable thrown) {
    Judge<Object> judge = step.actions().judge();
    if (judge != null && thrown instanceof Exception exception) {
      Optional<Outcome> own = judge.judge(run, exception);
      if (own.isPresent()) {
        return own.get();
      }
    }
    return OutcomeClassifier.classify(classifiers, thrown);
  }

  /**
   * Executes the action or undo of a local step; the caller holds its transaction open. What the
   * code throws comes out as it is.
   *
   * @throws CouldNotReadException if the code could not read what is stored
   */
  public Payload local(Subject subject, History history, Task task, long endsAt) throws Exception {
    PlanStep step = history.plan().step(task.step());
    SagaRun run = sagaRun(subject, history, task, endsAt);
    Invocation invocation = invocation(subject, step, task, run);
    long begun = clock.nanos();
    try {
      Callable<Object> work =
          task.work() == Task.Work.CALL
              ? () -> step.actions().action().run(run)
              : () -> undo(step, task, run);
      Object result = reading(run, () -> around(invocation, work));
      Payload payload = payloads.result(step, result);
      listener.called(invocation, "success", Duration.ofNanos(clock.nanos() - begun));
      return payload;
    } catch (Exception failed) {
      listener.called(invocation, "failed", Duration.ofNanos(clock.nanos() - begun));
      throw failed;
    }
  }

  private static <T> T reading(SagaRun run, Callable<T> code) throws Exception {
    try {
      return code.call();
    } catch (Exception thrown) {
      throw run.couldNotRead(thrown) ? new CouldNotReadException(thrown) : thrown;
    }
  }

  private static Object undo(PlanStep step, Task task, Run<Object> run) throws Exception {
    Undo<Object, Object> undo = step.actions().undo();
    if (task.work() == Task.Work.UNDO && undo != null) {
      undo.undo(run, run.get(step::name));
    } else {
      Effect<Object> unknown = Objects.requireNonNull(step.actions().undoUnknown());
      unknown.run(run);
    }
    return Done.DONE;
  }

  private static Probed<Object> look(PlanStep step, Run<Object> run) throws Exception {
    Probe<Object, Object> probe = step.actions().probe();
    if (probe != null) {
      return probe.look(run);
    }
    ProbeAll<Object, Object> all = Objects.requireNonNull(step.actions().probeAll());
    List<Object> found = all.look(run);
    return found.isEmpty() ? Probed.absent() : Probed.ours(found.get(0));
  }

  private <T> T around(Invocation invocation, Callable<T> code) throws Exception {
    Callable<T> chain = code;
    for (int i = interceptors.size() - 1; i >= 0; i--) {
      Interceptor interceptor = interceptors.get(i);
      Callable<T> next = chain;
      chain = () -> interceptor.around(invocation, next);
    }
    return chain.call();
  }

  private static Invocation invocation(Subject subject, PlanStep step, Task task, Run<Object> run) {
    Invocation.Work work =
        switch (task.work()) {
          case CALL -> Invocation.Work.ACTION;
          case PROBE -> Invocation.Work.PROBE;
          case UNDO, UNDO_UNKNOWN -> Invocation.Work.UNDO;
        };
    return new Invocation(subject.type(), step.name(), step.kind(), work, step.api(), run);
  }

  private void told(Invocation invocation, Ended ended, long begun) {
    listener.called(invocation, word(ended), Duration.ofNanos(clock.nanos() - begun));
  }

  private static String word(Ended ended) {
    if (ended instanceof Ended.Threw threw) {
      if (threw.outcome() instanceof Outcome.Rejected) {
        return "rejected";
      }
      return threw.outcome() instanceof Outcome.NotSent ? "not-sent" : "unknown";
    }
    if (ended instanceof Ended.SawNothing) {
      return "absent";
    }
    return ended instanceof Ended.SawStranger ? "not-ours" : "success";
  }

  /** Asks a step's condition or list; what can't tell fails the step. */
  public Fact.OfStep asked(Subject subject, History history, int step)
      throws CouldNotReadException {
    try {
      return ask(subject, history, step);
    } catch (CouldNotReadException unreadable) {
      throw unreadable;
    } catch (Exception | Error failed) {
      restoreInterrupt(failed);
      return new Fact.Failed(step, Failure.of(failed));
    }
  }

  /** Asks a step's condition, or its list; what they throw comes out as it is. */
  public Fact.OfStep ask(Subject subject, History history, int step) throws Exception {
    PlanStep asked = history.plan().step(step);
    Task task = new Task(Task.Work.CALL, step);
    SagaRun run = sagaRun(subject, history, task, clock.nanos() + BETWEEN.toNanos());
    Condition<Object> condition = asked.actions().condition();
    if (condition != null && !history.step(step).taken()) {
      return new Fact.Verdict(step, reading(run, () -> condition.holds(run)));
    }
    ItemList<Object> list = Objects.requireNonNull(asked.actions().items());
    List<Object> items = reading(run, () -> list.list().run(run));
    return new Fact.Expanded(step, payloads.items(asked, list, items));
  }

  /** Asks for the input of the saga that is to do a step; what the code throws comes out. */
  public Object childInput(Subject subject, History history, int step) throws Exception {
    Task task = new Task(Task.Work.CALL, step);
    SagaRun run = sagaRun(subject, history, task, clock.nanos() + BETWEEN.toNanos());
    return reading(run, () -> history.plan().step(step).actions().action().run(run));
  }

  /** Computes a saga's output; what the code throws comes out as it is. */
  public Payload output(Subject subject, History history) throws Exception {
    var action = history.plan().outputAction();
    if (action == null) {
      return Payload.EMPTY;
    }
    int last = history.plan().steps().size() - 1;
    Task task = new Task(Task.Work.CALL, last);
    SagaRun run = sagaRun(subject, history, task, clock.nanos() + BETWEEN.toNanos());
    ResultType<?> type = Objects.requireNonNull(history.plan().outputType());
    return payloads.encode(reading(run, () -> action.run(run)), type, () -> "the output");
  }

  /** Text of an exception that is never empty. */
  public static String text(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getName() : message;
  }

  private static void restoreInterrupt(@Nullable Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether an exception says that a payload is too large or cannot be written. */
  public static boolean unstorable(Throwable thrown) {
    return thrown instanceof PayloadTooLargeException
        || thrown instanceof PayloadUnreadableException;
  }
}
