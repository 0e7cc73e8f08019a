package dev.amends.internal.operate;

import dev.amends.error.PayloadUnreadableException;
import dev.amends.internal.call.Payloads;
import dev.amends.internal.plans.Histories;
import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.History;
import dev.amends.journal.Payload;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.machine.Machine;
import dev.amends.operator.Answer;
import dev.amends.operator.Operator;
import dev.amends.operator.Order;
import dev.amends.plan.PlanStep;
import dev.amends.spi.Mailbox;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns orders into appends at the position that the person saw. Safe for many threads. */
public final class JournalOperator implements Operator {
  /** What an order comes to: facts to append, or a refusal. */
  private sealed interface Ruling {
    record Facts(List<Fact> facts) implements Ruling {}

    record Refused(Answer answer) implements Ruling {}
  }

  private final SagaStore store;
  private final Histories histories;
  private final Payloads payloads;
  private final OrderBook book;
  private final Runnable mailArrived;

  public JournalOperator(
      SagaStore store,
      Histories histories,
      Payloads payloads,
      OrderBook book,
      Runnable mailArrived) {
    this.store = store;
    this.histories = histories;
    this.payloads = payloads;
    this.book = book;
    this.mailArrived = mailArrived;
  }

  @Override
  public Answer resume(Order order) {
    return onParked(
        order, "resume", null, history -> facts(new Fact.Resumed(order.actor(), order.reason())));
  }

  @Override
  public Answer compensate(Order order) {
    return onParked(
        order,
        "compensate",
        null,
        history ->
            Machine.canTurnRound(history)
                ? facts(new Fact.CompensationOrdered(order.actor(), order.reason()))
                : refused(Answer.NOT_COMPENSATABLE));
  }

  @Override
  public Answer done(Order order, String step, String result, String evidence) {
    return onStep(
        order,
        "done",
        step,
        (history, which) -> {
          Payload payload = Payload.of(result.getBytes(StandardCharsets.UTF_8));
          if (!history.turned() && !readable(payload, which)) {
            return refused(Answer.UNREADABLE);
          }
          return facts(
              new Fact.MarkedDone(which.index(), payload, evidence, order.actor(), order.reason()));
        });
  }

  private boolean readable(Payload payload, PlanStep step) {
    try {
      payloads.checkSize(payload, () -> "the result of step '%s'".formatted(step.name()));
      payloads.codec().decode(payload, step.type());
      return true;
    } catch (PayloadUnreadableException unreadable) {
      return false;
    }
  }

  @Override
  public Answer skip(Order order, String step) {
    return onStep(
        order,
        "skip",
        step,
        (history, which) -> facts(new Fact.Skipped(which.index(), order.actor(), order.reason())));
  }

  @Override
  public Answer editInput(Order order, String input) {
    return onParked(
        order,
        "edit-input",
        null,
        history -> {
          if (anyUnknown(history)) {
            return refused(Answer.STEP_UNKNOWN);
          }
          try {
            Payload payload = payloads.codec().edited(history.input(), input);
            payloads.checkSize(payload, () -> "the input");
            Object value = payloads.codec().decode(payload, history.plan().input());
            Payload stored = payloads.encode(value, history.plan().input(), () -> "the input");
            return facts(new Fact.InputEdited(stored, order.actor(), order.reason()));
          } catch (PayloadUnreadableException unreadable) {
            return refused(Answer.UNREADABLE);
          }
        });
  }

  private static boolean anyUnknown(History history) {
    return history.plan().steps().stream().anyMatch(step -> history.step(step.index()).unknown());
  }

  @Override
  public Answer cancel(Order order) {
    Optional<SagaRow> found = store.find(order.saga());
    if (found.isEmpty()) {
      return Answer.NOT_FOUND;
    }
    SagaRow row = found.get();
    Answer answer = cancellable(order, row);
    if (answer == Answer.ACCEPTED) {
      Fact asked = new Fact.CancelAsked(order.actor(), order.reason());
      byte[] body = FactCodec.encode(List.of(asked));
      store.mailbox().put(row.address(), Mailbox.Kind.CANCEL, body);
      mailArrived.run();
    }
    return book.answered(order, "cancel", null, answer);
  }

  private Answer cancellable(Order order, SagaRow row) {
    if (row.status() != SagaStatus.RUNNING) {
      return Answer.TOO_LATE;
    }
    if (!(histories.load(row) instanceof Histories.Loaded.Whole whole)) {
      return Answer.DEFINITION_UNKNOWN;
    }
    if (order.position() != null && order.position() != whole.history().position()) {
      return Answer.MOVED_ON;
    }
    return Machine.canTurnRound(whole.history()) ? Answer.ACCEPTED : Answer.NOT_COMPENSATABLE;
  }

  private interface StepRuling {
    Ruling on(History history, PlanStep step);
  }

  private Answer onStep(Order order, String action, String name, StepRuling ruling) {
    return onParked(
        order,
        action,
        name,
        history -> {
          Optional<PlanStep> step = history.plan().step(name);
          if (step.isEmpty()) {
            return refused(Answer.NO_SUCH_STEP);
          }
          return settled(history, step.get())
              ? refused(Answer.STEP_SETTLED)
              : ruling.on(history, step.get());
        });
  }

  /** Forward: only what failed or is in doubt. Backward: only what has not been undone. */
  private static boolean settled(History history, PlanStep step) {
    StepState state = history.step(step.index());
    if (history.turned()) {
      boolean open =
          state.undoing() == StepState.Undoing.FAILED
              || state.unknown()
              || Machine.vouchedFor(step, state);
      return state.undoing() == StepState.Undoing.DONE || !open;
    }
    return state.phase() != StepState.Phase.FAILED && !state.unknown();
  }

  private Answer onParked(
      Order order,
      String action,
      @org.jspecify.annotations.Nullable String step,
      Function<History, Ruling> ruling) {
    Optional<SagaRow> found = store.find(order.saga());
    if (found.isEmpty()) {
      return Answer.NOT_FOUND;
    }
    SagaRow row = found.get();
    if (row.status() != SagaStatus.PARKED) {
      return book.answered(order, action, step, Answer.NOT_PARKED);
    }
    Histories.Loaded loaded = histories.load(row);
    if (loaded instanceof Histories.Loaded.Unplanned) {
      return book.answered(order, action, step, Answer.DEFINITION_UNKNOWN);
    }
    if (!(loaded instanceof Histories.Loaded.Whole whole)) {
      return book.answered(order, action, step, Answer.UNREADABLE);
    }
    History history = whole.history();
    if (history.status() != SagaStatus.PARKED) {
      return book.answered(order, action, step, Answer.NOT_PARKED);
    }
    if (order.position() != null && order.position() != history.position()) {
      return book.answered(order, action, step, Answer.MOVED_ON);
    }
    Ruling ruled = ruling.apply(history);
    if (ruled instanceof Ruling.Facts facts) {
      return book.append(order, action, step, whole, facts.facts());
    }
    return book.answered(order, action, step, ((Ruling.Refused) ruled).answer());
  }

  private static Ruling facts(Fact fact) {
    return new Ruling.Facts(List.of(fact));
  }

  private static Ruling refused(Answer answer) {
    return new Ruling.Refused(answer);
  }
}
