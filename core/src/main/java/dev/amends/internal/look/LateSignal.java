package dev.amends.internal.look;

import dev.amends.action.Done;
import dev.amends.action.Run;
import dev.amends.action.Undo;
import dev.amends.definition.Recovery;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.internal.call.Subject;
import dev.amends.internal.plans.Histories;
import dev.amends.journal.Payload;
import dev.amends.machine.Task;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.plan.PlanStep;
import dev.amends.spi.SagaRow;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Gives a signal that came after its saga had ended, or one too many, to the compensation of the
 * step that had waited for it.
 */
public final class LateSignal implements SagaDefinition<LateSignal.Came, Void> {
  /** The stored name. */
  public static final String TYPE = "amends.late-signal";

  /**
   * Which signal came late.
   *
   * @param saga the saga that it was for
   * @param name the signal's and the step's name
   * @param id the signal's id
   * @param body what it brings, in base 64
   */
  public record Came(UUID saga, String name, String id, String body) {
    /** A signal that came late. */
    public static Came of(UUID saga, String name, String id, byte[] body) {
      return new Came(saga, name, id, Base64.getEncoder().encodeToString(body));
    }
  }

  private final Supplier<LateLook.Tools> tools;

  public LateSignal(Supplier<LateLook.Tools> tools) {
    this.tools = tools;
  }

  @Override
  public String name() {
    return TYPE;
  }

  @Override
  public void define(SagaBuilder<Came, Void> saga) {
    Retry patient =
        Retry.backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)).within(Duration.ofHours(24));
    saga.onFailure(Recovery.REPROCESS);
    saga.remote("undo", Done.class, this::undo).idempotent().retry(patient);
  }

  private Done undo(Run<Came> run) throws Exception {
    Came came = run.input();
    Optional<SagaRow> row = tools.get().store().find(came.saga());
    Histories.Loaded loaded = row.map(found -> tools.get().histories().load(found)).orElse(null);
    if (loaded instanceof Histories.Loaded.Unplanned) {
      String why = "This node has not the plan of saga %s.".formatted(came.saga());
      throw new OutcomeException(Outcome.notSent(Failure.of("late-signal", why)), why);
    }
    if (!(loaded instanceof Histories.Loaded.Whole whole)) {
      String why = "The history of saga %s cannot be read.".formatted(came.saga());
      throw new OutcomeException(Outcome.rejected(Failure.of("late-signal", why)), why);
    }
    PlanStep step = whole.history().plan().step(came.name()).orElseThrow();
    Undo<Object, Object> undo = step.actions().undo();
    if (undo != null) {
      long endsAt = tools.get().nanos().getAsLong() + run.timeLeft().toNanos();
      Task task = new Task(Task.Work.UNDO, step.index());
      Run<Object> original =
          tools.get().code().run(Subject.of(whole.row()), whole.history(), task, endsAt);
      Payload payload = Payload.of(Base64.getDecoder().decode(came.body()));
      undo.undo(original, tools.get().code().read(payload, step));
    }
    return Done.DONE;
  }
}
