package dev.amends.internal.look;

import dev.amends.action.Done;
import dev.amends.action.Probe;
import dev.amends.action.ProbeAll;
import dev.amends.action.Run;
import dev.amends.definition.Recovery;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.internal.call.Subject;
import dev.amends.internal.call.UserCode;
import dev.amends.internal.plans.Histories;
import dev.amends.journal.History;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.machine.Task;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.outcome.Probed;
import dev.amends.plan.PlanStep;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One more probe after a saga has ended, for effects that came after everybody had stopped looking.
 * What is ours and should not be there is compensated; what cannot be parks this saga, so that a
 * person sees it. A saga that its parent called back undoes its effects itself, in their order: the
 * look waits until it has ended again. The look may be repeated at will.
 */
public final class LateLook implements SagaDefinition<LookAt, Void> {
  /** The stored name. */
  public static final String TYPE = "amends.late-look";

  /** What the look works with; there only once the engine is assembled. */
  public record Tools(SagaStore store, Histories histories, UserCode code, LongSupplier nanos) {}

  private final Supplier<Tools> tools;

  public LateLook(Supplier<Tools> tools) {
    this.tools = tools;
  }

  @Override
  public String name() {
    return TYPE;
  }

  @Override
  public void define(SagaBuilder<LookAt, Void> saga) {
    Retry patient =
        Retry.backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)).within(Duration.ofHours(1));
    saga.onFailure(Recovery.REPROCESS);
    saga.remote("look", Done.class, this::look).idempotent().retry(patient);
  }

  private Done look(Run<LookAt> run) throws Exception {
    Optional<SagaRow> row = tools.get().store().find(run.input().saga());
    if (row.isEmpty()) {
      throw removed(run.input());
    }
    Histories.Loaded loaded = tools.get().histories().load(row.get());
    if (loaded instanceof Histories.Loaded.Removed) {
      throw removed(run.input());
    }
    if (loaded instanceof Histories.Loaded.Unplanned) {
      String why = "This node has not the plan of saga %s.".formatted(run.input().saga());
      throw new OutcomeException(Outcome.notSent(Failure.of("late-effect", why)), why);
    }
    if (!(loaded instanceof Histories.Loaded.Whole whole)) {
      throw refused("The history of saga %s cannot be read.".formatted(run.input().saga()));
    }
    if (!whole.history().status().ended()) {
      String why = "Saga %s is being undone and has not ended again.".formatted(run.input().saga());
      throw new OutcomeException(Outcome.notSent(Failure.of("late-effect", why)), why);
    }
    PlanStep step = whole.history().plan().step(run.input().step()).orElseThrow();
    Task probe = new Task(Task.Work.PROBE, step.index());
    long endsAt = tools.get().nanos().getAsLong() + run.timeLeft().toNanos();
    Run<Object> original =
        tools.get().code().run(Subject.of(whole.row()), whole.history(), probe, endsAt);
    for (Object late : late(step, whole.history(), original)) {
      undo(step, original, late);
    }
    return Done.DONE;
  }

  private static List<Object> late(PlanStep step, History history, Run<Object> run)
      throws Exception {
    List<Object> found = new ArrayList<>(probe(step, run));
    StepState state = history.step(step.index());
    boolean stands =
        history.status() == SagaStatus.SUCCEEDED && state.phase() == StepState.Phase.SUCCEEDED;
    if (stands) {
      Function<Object, ?> identity = Objects.requireNonNull(step.actions().identity());
      Object counted = identity.apply(run.get(step::name));
      found.removeIf(one -> counted.equals(identity.apply(one)));
    }
    return found;
  }

  private static List<Object> probe(PlanStep step, Run<Object> run) throws Exception {
    Probe<Object, Object> probe = step.actions().probe();
    if (probe == null) {
      ProbeAll<Object, Object> all = Objects.requireNonNull(step.actions().probeAll());
      return all.look(run);
    }
    return probe.look(run) instanceof Probed.Ours<Object> ours ? List.of(ours.result()) : List.of();
  }

  private static void undo(PlanStep step, Run<Object> run, Object late) throws Exception {
    if (step.actions().undo() != null) {
      step.actions().undo().undo(run, late);
    } else if (step.actions().undoUnknown() != null) {
      step.actions().undoUnknown().run(run);
    } else {
      throw refused(
          "A late effect of step '%s' of saga %s is there and has no compensation: %s"
              .formatted(step.name(), run.sagaId(), late));
    }
  }

  private static OutcomeException removed(LookAt what) {
    return refused(
        "The journal of saga %s was removed before its step '%s' could be looked at. Look yourself whether there is an effect too many"
            .formatted(what.saga(), what.step()));
  }

  private static OutcomeException refused(String why) {
    return new OutcomeException(Outcome.rejected(Failure.of("late-effect", why)), why);
  }
}
