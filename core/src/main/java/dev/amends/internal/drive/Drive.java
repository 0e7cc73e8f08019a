package dev.amends.internal.drive;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.internal.call.Ended;
import dev.amends.internal.call.Subject;
import dev.amends.internal.write.Written;
import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.History;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.machine.Decision;
import dev.amends.machine.Machine;
import dev.amends.machine.Task;
import dev.amends.outcome.Failure;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import dev.amends.plan.StepKind;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.Mailbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One saga in the hands of this node. Whatever happens to it arrives as a signal; signals are
 * handled one after the other, so the state below belongs to one thread at a time. It never has
 * more than one append whose fate is unknown: facts that come meanwhile wait for the next one.
 */
public final class Drive {
  private static final Logger log = LoggerFactory.getLogger(Drive.class);

  /** Whoever was woken for a message gets it before it leaves memory again. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  /** A call that is to be made, and the history that it sees. */
  private record Begun(Task task, History seen, Executor where) {
    /** A caller who waits must not hold up its saga with a call that does not come back. */
    void giveUpCaller() {
      if (where instanceof CallerThread caller) {
        caller.leave();
      }
    }
  }

  private final Subject subject;
  private final Tools tools;
  private final Executor home;
  private final Hold hold;
  private final int takenAt;
  private final long inMemorySince;
  private final CompletableFuture<History> rest = new CompletableFuture<>();
  private final ConcurrentLinkedQueue<Runnable> signals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** The call that is to be made once signals are handled. */
  private final AtomicReference<@Nullable Begun> begun = new AtomicReference<>();

  private History history;
  private final Map<Integer, Task> underWay = new LinkedHashMap<>();
  private List<Fact> pending = new ArrayList<>();
  private List<Long> consumed = new ArrayList<>();
  private final Set<Long> knownMail = new HashSet<>();
  private final Arrivals arrivals = new Arrivals();
  private final List<Mailbox.Mail> childEnds = new ArrayList<>();
  private final List<Fact.CancelAsked> cancels = new ArrayList<>();
  private Fact.@Nullable Parked parkWhenIdle;
  private boolean granted;
  private boolean acquiring;
  private boolean appending;
  private boolean stalled;
  private boolean acting;
  private boolean gone;
  private @Nullable Future<?> timer;
  private volatile boolean awaited;
  private volatile boolean busy = true;

  Drive(Subject subject, History history, Hold hold, Tools tools, Executor home) {
    this.subject = subject;
    this.history = history;
    this.hold = hold;
    this.takenAt = history.position();
    this.inMemorySince = tools.clock().nanos();
    this.tools = tools;
    this.home = home;
  }

  /** Which saga. */
  public Subject subject() {
    return subject;
  }

  /**
   * Completes when the saga has ended or is parked, with its history, or exceptionally with {@link
   * LeftException} when this node stops driving it before.
   */
  public CompletableFuture<History> rest() {
    return rest;
  }

  /** Whether somebody waits for it, so that it stays in memory however long it waits itself. */
  public void awaited(boolean yes) {
    awaited = yes;
  }

  /** Whoever waited for it has gone; it may leave memory now. */
  public void callerLeft() {
    awaited = false;
    tick();
  }

  /** Position of the journal that it was taken into memory with. */
  int takenAt() {
    return takenAt;
  }

  /** What it was taken by. */
  Hold hold() {
    return hold;
  }

  /** From here on it acts; what arrived before has waited. */
  void begin() {
    signal(
        () -> {
          acting = true;
          proceed();
        });
  }

  /** Decide and act. */
  void tick() {
    signal(this::proceed);
  }

  /** The right to the saga is gone. */
  void forget() {
    signal(this::leave);
  }

  /** Whether no code of it is executed and no append is on its way; a guess from outside. */
  boolean quiet() {
    return !busy;
  }

  void mail(Mailbox.Mail mail) {
    signal(() -> receive(mail));
  }

  private void signal(Runnable what) {
    if (post(what)) {
      try {
        home.execute(this::work);
      } catch (RejectedExecutionException | OutOfMemoryError noThread) {
        log.warn("No thread is to be had for saga {}; it is let go", subject.id());
        signals.clear();
        signals.add(this::abandon);
        handle();
      }
    }
  }

  /** Whether whoever posts it has to see to it that it is handled. */
  private boolean post(Runnable what) {
    signals.add(what);
    return waiting.getAndIncrement() == 0;
  }

  /** Handles signals and, as long as nobody else does meanwhile, makes the calls they lead to. */
  private void work() {
    handle();
    for (Begun next = begun.getAndSet(null); next != null; next = begun.getAndSet(null)) {
      Begun call = next;
      Ended ended = call(call);
      if (ended != null && post(() -> ended(call.task(), ended))) {
        handle();
      }
    }
  }

  private void handle() {
    int missed = 1;
    do {
      // Before any work is begun: who drains the node either sees this, or is seen to be draining.
      busy = true;
      for (Runnable next = signals.poll(); next != null; next = signals.poll()) {
        handle(next);
      }
      busy = !gone && (appending || !underWay.isEmpty() || !pending.isEmpty());
      missed = waiting.addAndGet(-missed);
    } while (missed != 0);
  }

  private void handle(Runnable signal) {
    if (gone) {
      return;
    }
    try {
      signal.run();
    } catch (RuntimeException | Error broken) {
      log.error("Saga {} is let go after an error in the engine", subject.id(), broken);
      abandon();
    }
  }

  private void proceed() {
    if (gone || appending || !acting) {
      return;
    }
    if (tools.appends().incarnation() != hold.incarnation()) {
      leave();
      return;
    }
    if (!stalled) {
      takeInMessages();
    }
    if (parkWhenIdle != null && underWay.isEmpty()) {
      pending.add(parkWhenIdle);
      parkWhenIdle = null;
    }
    try {
      stalled = false;
      goOn();
    } catch (StoreUnavailableException | UnknownCommitException nobodyKnows) {
      // Sagas that begin with this one's append need numbers. Until they can be had, what is to be
      // appended stays as it is; further messages would be judged without it.
      log.debug("Saga {} waits for the database", subject.id(), nobodyKnows);
      stalled = true;
      wakeAt(tools.now().plusSeconds(1));
    }
  }

  private void goOn() {
    List<Fact> first = pending;
    Next next = tools.consequences().of(subject, history, first, underWay.keySet());
    if (!next.facts().isEmpty()) {
      append(next, first);
    } else if (next.decision() instanceof Decision.Rest) {
      leave();
    } else if (next.decision() instanceof Decision.Acquire acquire) {
      acquire(acquire.key());
    } else if (next.decision() instanceof Decision.Go go && parkWhenIdle == null) {
      if (!mayRest() || !tools.appends().rests(next)) {
        go(go);
      } else if (tools.clock().nanos() - inMemorySince >= LINGER.toNanos()) {
        append(next, first);
      } else {
        go(go);
        wakeAt(tools.now().plus(LINGER));
      }
    }
  }

  /** Messages become facts only now, when nothing is on its way that could change their meaning. */
  private void takeInMessages() {
    boolean running = history.status() == SagaStatus.RUNNING;
    if (granted && running && !history.acquired()) {
      pending.add(new Fact.Acquired());
    }
    granted = false;
    for (Fact.CancelAsked cancel : cancels) {
      boolean possible = running && Machine.canTurnRound(history);
      pending.add(possible ? cancel : new Fact.CancelRefused(cancel.actor(), cancel.reason()));
    }
    cancels.clear();
    if (parkWhenIdle == null) {
      if (history.plan().awaits()) {
        pending.addAll(arrivals.takeIn(history, consumed));
      }
      childEnds.forEach(this::takeIn);
      childEnds.clear();
    }
  }

  /** The end of a child of an earlier generation says nothing any more. */
  private void takeIn(Mailbox.Mail childEnd) {
    consumed.add(childEnd.id());
    for (Fact fact : FactCodec.decode(childEnd.body())) {
      if (fact instanceof Fact.ChildEnded end && history.waitsFor(end)) {
        pending.add(end);
      }
    }
  }

  private void receive(Mailbox.Mail mail) {
    if (!knownMail.add(mail.id())) {
      return;
    }
    if (mail.kind() == Mailbox.Kind.SIGNAL) {
      arrivals.add(mail);
      proceed();
      return;
    }
    if (mail.kind() == Mailbox.Kind.CHILD_ENDED) {
      childEnds.add(mail);
      proceed();
      return;
    }
    consumed.add(mail.id());
    if (mail.kind() == Mailbox.Kind.GRANTED) {
      granted = true;
    } else {
      for (Fact fact : FactCodec.decode(mail.body())) {
        if (fact instanceof Fact.CancelAsked cancel) {
          cancels.add(cancel);
        }
      }
    }
    proceed();
  }

  private boolean mayRest() {
    return underWay.isEmpty() && !awaited;
  }

  /** Also without any fact: whoever waits for long leaves memory, and a row says so. */
  private void append(Next next, List<Fact> first) {
    Append append = tools.appends().of(subject, next, consumed, mayRest());
    consumed = new ArrayList<>();
    pending = new ArrayList<>();
    appending = true;
    CompletableFuture<Void> unused =
        tools
            .writer()
            .write(append, subject.type())
            .thenAccept(
                written -> {
                  if (written == Written.FENCED || written == Written.DUPLICATE) {
                    fenced();
                  }
                  signal(() -> written(written, next, first, append));
                });
  }

  private void written(Written written, Next next, List<Fact> first, Append append) {
    appending = false;
    switch (written) {
      case APPENDED -> appended(next, append);
      case REFUSED -> refused(first, append.mail());
      case FENCED, DUPLICATE, UNAVAILABLE, IN_DOUBT -> abandon();
    }
  }

  /** Told at once: a drive that has left already, as the lease was lost, handles no signals. */
  private void fenced() {
    tools.watcher().fenced(subject);
  }

  private void appended(Next next, Append append) {
    History before = history;
    history = next.after();
    tools.watcher().appended(subject, before, history);
    if (!next.births().isEmpty()) {
      Hold born = new Hold(hold.incarnation(), tools.clock().nanos());
      tools.watcher().born(next.births(), next.at(), born);
    }
    if (!append.letters().isEmpty()) {
      tools.watcher().posted();
    }
    Change change = append.change();
    boolean dormant =
        change instanceof Change.Move move && move.owner() == null && move.due() != null;
    if (dormant) {
      leave();
    } else {
      proceed();
    }
  }

  /**
   * The results are what the database refuses; what happened is kept as something unknown. All else
   * that had become true still is, and messages are still to be consumed.
   */
  private void refused(List<Fact> first, List<Long> mail) {
    Failure failure =
        Failure.of("payload.unreadable", "The database refuses to store what this step gave.");
    int cause = -1;
    List<Fact> kept = new ArrayList<>();
    for (Fact fact : first) {
      if (fact instanceof Fact.Succeeded succeeded) {
        cause = succeeded.step();
        kept.add(Verdicts.unreadable(succeeded, failure));
      } else if (!(fact instanceof Fact.Parked)) {
        kept.add(fact);
      }
    }
    if (cause < 0) {
      log.error("The database refuses facts of saga {}: {}", subject.id(), first);
      abandon();
      return;
    }
    pending.addAll(0, kept);
    consumed.addAll(mail);
    parkWhenIdle = new Fact.Parked(ParkReason.PAYLOAD_UNREADABLE, cause, failure);
    proceed();
  }

  private void go(Decision.Go go) {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    if (!go.tasks().isEmpty() && !mayBegin()) {
      return;
    }
    Task local = null;
    for (Task task : go.tasks()) {
      PlanStep step = history.plan().step(task.step());
      boolean call = task.work() == Task.Work.CALL;
      if (step.safety() == Safety.AT_MOST_ONCE && call && !intended(step)) {
        pending.add(new Fact.Intended(step.index()));
      } else if (step.kind() == StepKind.AWAIT && call) {
        lookForSignal(task);
      } else if (step.kind() == StepKind.LOCAL) {
        local = local == null ? task : local;
      } else {
        begin(task);
      }
    }
    if (!pending.isEmpty()) {
      proceed();
    } else if (local != null) {
      beginLocal(local);
    } else if (go.wake() != null) {
      wakeAt(go.wake());
    }
  }

  /** Its time has run out. A signal may have been stored that nobody has brought yet. */
  private void lookForSignal(Task task) {
    underWay.put(task.step(), task);
    tools
        .workers()
        .execute(
            () -> {
              List<Mailbox.Mail> found = tools.mail(subject);
              signal(() -> looked(task, found));
            });
  }

  private void looked(Task task, @Nullable List<Mailbox.Mail> found) {
    underWay.remove(task.step());
    if (found == null) {
      wakeAt(tools.now().plusSeconds(1));
      return;
    }
    found.forEach(this::receive);
    PlanStep step = history.plan().step(task.step());
    if (!appending && !stalled && !gone && history.waits(step)) {
      Duration within = Objects.requireNonNull(step.policies().within());
      String text = "The signal '%s' did not come within %s.".formatted(step.name(), within);
      pending.add(new Fact.Failed(task.step(), Failure.of("signal-missing", text)));
    }
    proceed();
  }

  private void wakeAt(Instant time) {
    if (timer != null) {
      timer.cancel(false);
    }
    timer = tools.wakeAt(time, this::tick);
  }

  private boolean mayBegin() {
    return tools.mayBegin(hold.incarnation());
  }

  private boolean intended(PlanStep step) {
    return history.step(step.index()).intended();
  }

  /** The first call is made by whoever handles signals, the others by threads of their own. */
  private void begin(Task task) {
    boolean first = underWay.isEmpty();
    underWay.put(task.step(), task);
    Begun call = new Begun(task, history, first ? home : tools.workers());
    if (first && home == tools.workers()) {
      begun.set(call);
    } else {
      call.where()
          .execute(
              () -> {
                Ended ended = call(call);
                if (ended != null) {
                  signal(() -> ended(task, ended));
                }
              });
    }
  }

  /** Makes a call, if its turn is not over; null when its end has been told already. */
  private @Nullable Ended call(Begun call) {
    if (!mayBegin()) {
      return new Ended.NotBegun();
    }
    return tools
        .runner()
        .run(
            subject,
            call.seen(),
            call.task(),
            late -> {
              call.giveUpCaller();
              signal(() -> ended(call.task(), late));
            });
  }

  private void ended(Task task, Ended ended) {
    underWay.remove(task.step());
    if (ended instanceof Ended.NotBegun) {
      proceed();
      return;
    }
    Verdicts.Verdict verdict =
        Verdicts.of(
            history.plan().step(task.step()),
            history.step(task.step()),
            task,
            ended,
            tools.now(),
            tools.random());
    pending.add(verdict.fact());
    if (verdict.park() != null) {
      parkWhenIdle = verdict.park();
    }
    proceed();
  }

  /** A local step writes its own append, so the place for one is taken while it runs. */
  private void beginLocal(Task task) {
    appending = true;
    Set<Integer> others = Set.copyOf(underWay.keySet());
    underWay.put(task.step(), task);
    History seen = history;
    Executor where = home == tools.workers() ? tools.localWorkers() : home;
    where.execute(
        () -> {
          LocalSteps.Result result = tools.locals().run(subject, seen, task, others, hold);
          if (result instanceof LocalSteps.Result.Fenced) {
            fenced();
          }
          signal(() -> localEnded(task, result));
        });
  }

  private void localEnded(Task task, LocalSteps.Result result) {
    appending = false;
    underWay.remove(task.step());
    if (result instanceof LocalSteps.Result.Committed committed) {
      appended(committed.next(), committed.append());
    } else if (result instanceof LocalSteps.Result.RolledBack rolledBack) {
      ended(task, new Ended.Threw(rolledBack.outcome()));
    } else if (result instanceof LocalSteps.Result.CouldNotRead unreadable) {
      ended(task, new Ended.CouldNotRead(unreadable.failure()));
    } else {
      abandon();
    }
  }

  private void acquire(String key) {
    Instant deadline = history.deadline();
    if (deadline != null) {
      wakeAt(deadline);
    }
    if (acquiring) {
      return;
    }
    acquiring = true;
    tools
        .workers()
        .execute(
            () -> {
              Boolean held = tools.acquire(key, subject);
              signal(() -> acquired(held));
            });
  }

  /** Not held: its turn comes with a message. Nobody knows: asked again, which changes nothing. */
  private void acquired(@Nullable Boolean held) {
    if (held == null) {
      acquiring = false;
      wakeAt(tools.now().plusSeconds(1));
    } else if (held) {
      granted = true;
      proceed();
    }
  }

  /**
   * Leaves although something may have happened that is not on record: who takes the saga next must
   * take it for one whose node has died.
   */
  private void abandon() {
    tools.watcher().abandoned(this);
    leave();
  }

  private void leave() {
    gone = true;
    if (timer != null) {
      timer.cancel(false);
    }
    tools.watcher().left(this);
    SagaStatus status = history.status();
    if (status.ended() || status == SagaStatus.PARKED) {
      rest.complete(history);
    } else {
      rest.completeExceptionally(new LeftException());
    }
  }
}
